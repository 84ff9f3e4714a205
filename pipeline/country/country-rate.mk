country-rate.question := How many persons are convicted of trafficking in $(country_name) for every million people?
country-rate.subtitle := Persons convicted of human trafficking per million people, $(country_name), by year
country-rate.of := geo=$(country) indicator=convictions register=GLOTIP citizenship=_T sex=_T age=_T form=_T freq=A period=2003..
country-rate.ledgers := datasets/ledger/convictions.csv datasets/ledger/world.csv
country-rate.people := geo=$(country) indicator=population_midyear datasets/ledger/population.csv datasets/ledger/world-population.csv
country-rate.has := keep $(country-rate.people) | sed -n '1p;2p' | grep -q ,$(country), && keep $(country-rate.of) $(country-rate.ledgers)
country-rate.headline := latest convictions_per_population
country-rate.population := keep $(country-rate.people) | vintage
country-rate.pipe := keep $(country-rate.of) $(country-rate.ledgers) | vintage | bound | \
	normalise rate --per 1000000 --population $(DATA)/country-rate-population.csv --on geo,period --suffix _per_population | \
	keep --drop numerator --drop denominator --drop reason
country-rate.plot := --base $(DATA)/country-rate-population.csv
