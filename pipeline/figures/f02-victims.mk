f02-victims.question := How many victims does Albania identify, how many of them officially, how many of them children?
f02-victims.title := Albania recognised 33 victims in 2016, at most seven a year from 2018 to 2022
f02-victims.subtitle := Victims of trafficking identified in Albania by year: all, potential, officially recognised, and children among all
f02-victims.of := geo=ALB citizenship=_T sex=_T form=_T freq=A register=TIP,GLOTIP
f02-victims.all := keep $(f02-victims.of) age=_T indicator=detected_victims,victims_identified,victims_official,victims_potential datasets/ledger/convictions.csv
f02-victims.children := keep $(f02-victims.of) age=CHILD indicator=detected_victims,victims_identified datasets/ledger/convictions.csv
f02-victims.pipe := keep $(DATA)/f02-victims-all.csv $(DATA)/f02-victims-children.csv | vintage | bound
f02-victims.table := --across indicator,age,register \
	--name detected_victims,CHILD,GLOTIP='Children, UNODC' --name victims_identified,CHILD,TIP='Children, US' \
	--name detected_victims,_T,GLOTIP='All, UNODC' --name victims_identified,_T,TIP='All, US' \
	--name victims_official,_T,TIP='Official, US' --name victims_potential,_T,TIP='Potential, US'
f02-victims.plot := --panel indicator,register --name victims_official,TIP='Officially recognised, US reports' \
	--name victims_potential,TIP='Potential victims, US reports' --name victims_identified,TIP='All identified, US reports' \
	--name detected_victims,GLOTIP='Detected, UNODC' --name CHILD=Children --name _T=All
