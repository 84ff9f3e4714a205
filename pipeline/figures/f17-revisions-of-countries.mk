f17-revisions-of-countries.question := Which figures of convicted, prosecuted and detected persons did UNODC revise most between its two editions?
f17-revisions-of-countries.title := Victims UNODC counted in Pakistan in 2019: under five, in a later edition 32,022
f17-revisions-of-countries.subtitle := The five totals of all countries that moved most, by date of the edition
f17-revisions-of-countries.pipe := keep indicator=convictions,detected_victims,prosecutions register=GLOTIP citizenship=_T sex=_T age=_T form=_T \
	source=UNODC_GLOTIP_2023,UNODC_GLOTIP_2025 datasets/ledger/convictions.csv datasets/ledger/referrals.csv datasets/ledger/world.csv | \
	vintage --revisions | moved --most 5 | keep --drop revision --drop revision_percent --drop revision_source
f17-revisions-of-countries.plot := --rows --panel geo,period
