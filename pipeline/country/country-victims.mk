country-victims.question := How many victims of trafficking are detected in $(country_name), and of which sex?
country-victims.subtitle := Victims of trafficking detected, $(country_name), by year and sex, as reported to UNODC
country-victims.of := geo=$(country) indicator=detected_victims register=GLOTIP citizenship=_T age=_T form=_T freq=A sex=F,M,_T
country-victims.ledgers := datasets/ledger/convictions.csv datasets/ledger/referrals.csv datasets/ledger/world.csv
country-victims.has := keep $(country-victims.of) $(country-victims.ledgers)
country-victims.headline := latest detected_victims
country-victims.pipe := keep $(country-victims.of) $(country-victims.ledgers) | vintage | bound
country-victims.table := --across sex
