f10-justice.question := How many investigations become prosecutions, and how many prosecutions convictions?
f10-justice.title := In 2022 Albania investigated 112 suspects and, by US reports, convicted no one
f10-justice.subtitle := Trafficking investigations, persons prosecuted and persons convicted, Albania, by year
f10-justice.pipe := keep geo=ALB citizenship=_T sex=_T age=_T form=_T freq=A register=TIP,GLOTIP \
	indicator=investigations_cases,investigations_suspects,prosecutions,convictions datasets/ledger/convictions.csv | \
	vintage | bound
f10-justice.table := --across indicator,register --name convictions,GLOTIP='Convicted, UNODC' --name convictions,TIP='Convicted, US' \
	--name investigations_cases,TIP='Cases investigated, US' --name investigations_suspects,TIP='Suspects investigated, US' \
	--name prosecutions,GLOTIP='Prosecuted, UNODC' --name prosecutions,TIP='Prosecuted, US'
f10-justice.plot := --panel indicator --name investigations_cases='Cases investigated' \
	--name investigations_suspects='Suspects investigated' --name prosecutions='Persons prosecuted' \
	--name convictions='Persons convicted' --name TIP='US reports' --name GLOTIP='UNODC'
