f01-convictions.question := How many traffickers did courts in Albania convict each year?
f01-convictions.title := US reports: Albania convicted five traffickers in 2018 and five in 2019
f01-convictions.subtitle := Persons convicted of human trafficking, Albania, by year, as two registers count them
f01-convictions.unodc := ingest datasets/layouts/unodc-convictions.layout datasets/published/unodc-albania.csv
f01-convictions.pipe := keep freq=A datasets/ledger/convictions.csv $(DATA)/f01-convictions-unodc.csv | vintage | bound
f01-convictions.table := --across register
f01-convictions.plot := --mark 2018 --mark 2019 --name TIP='US reports (TIP)' --name GLOTIP='UNODC (GLOTIP)'
f01-convictions.trend := trend
