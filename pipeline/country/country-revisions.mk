country-revisions.question := Which totals of $(country_name) did UNODC revise most between its editions?
country-revisions.subtitle := The totals that moved most, at most five, $(country_name): convicted, prosecuted and detected persons, by date of the edition
country-revisions.has = $(country-revisions.pipe)
country-revisions.headline := moved
country-revisions.pipe := keep geo=$(country) register=GLOTIP citizenship=_T sex=_T age=_T form=_T indicator=convictions,detected_victims,prosecutions \
	datasets/ledger/convictions.csv datasets/ledger/referrals.csv datasets/ledger/world.csv | vintage --revisions | moved --most 5 | \
	keep --drop revision --drop revision_percent --drop revision_source
country-revisions.plot := --rows --panel indicator,period
