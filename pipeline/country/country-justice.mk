country-justice.question := How many persons were prosecuted and convicted for trafficking in $(country_name)?
country-justice.subtitle := Persons prosecuted and convicted for human trafficking, $(country_name), by year, as reported to UNODC
country-justice.of := geo=$(country) register=GLOTIP citizenship=_T sex=_T age=_T form=_T freq=A indicator=convictions,prosecutions
country-justice.ledgers := datasets/ledger/convictions.csv datasets/ledger/world.csv
country-justice.has := keep $(country-justice.of) $(country-justice.ledgers)
country-justice.headline := latest convictions,prosecutions
country-justice.pipe := keep $(country-justice.of) $(country-justice.ledgers) | vintage | bound
country-justice.table := --across indicator
country-justice.plot := --panel indicator
