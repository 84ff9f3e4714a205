f16-countries.question := In how many countries have convictions for trafficking risen or fallen since 2010, and in how many can it not be told?
f16-countries.title := In none of the 112 countries tested are convictions shown to rise or fall
f16-countries.subtitle := Change a year in persons convicted, 95 % limits, where it rises or falls before adjustment for the number of tests
f16-countries.taken := keep indicator=convictions register=GLOTIP citizenship=_T sex=_T age=_T form=_T freq=A \
	source=UNODC_GLOTIP_2023,UNODC_GLOTIP_2025 datasets/ledger/convictions.csv datasets/ledger/world.csv
f16-countries.in := $(DATA)/f16-countries-taken.csv | vintage | bound | trend --adjust bh | verdicts | \
	keep alone!=undetermined,no_verdict,stable
f16-countries.before := keep source=UNODC_GLOTIP_2023 period=2010..2020 $(f16-countries.in) --key edition=e2023_to_2020
f16-countries.same := keep source=UNODC_GLOTIP_2025 period=2010..2020 $(f16-countries.in) --key edition=e2025_to_2020
f16-countries.now := keep source=UNODC_GLOTIP_2025 period=2010.. $(f16-countries.in) --key edition=e2025_to_2022
f16-countries.pipe := keep $(DATA)/f16-countries-before.csv $(DATA)/f16-countries-same.csv $(DATA)/f16-countries-now.csv
f16-countries.shown := keep statistic=trend,trend_alone
f16-countries.plot := --rows --panel edition --name e2023_to_2020='Edition of 2023, 2010 to 2020' \
	--name e2025_to_2020='Edition of 2025, the same years' --name e2025_to_2022='Edition of 2025, 2010 to 2022'
