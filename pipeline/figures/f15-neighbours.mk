f15-neighbours.question := How many traffickers do courts convict for every million people in Albania and in its neighbours?
f15-neighbours.title := In 2022 Greece convicted 21 traffickers per million people, Albania two at most
f15-neighbours.subtitle := Persons convicted of human trafficking per million people, by year, as countries report them to UNODC (Kosovo: for child labour, by the US Department of Labor); gaps are years without a figure
f15-neighbours.population := keep indicator=population_midyear geo=ALB,GRC,MKD,MNE,XKX datasets/ledger/population.csv datasets/ledger/world-population.csv | vintage
f15-neighbours.convicted := keep indicator=convictions register=GLOTIP geo=ALB,GRC,MKD,MNE citizenship=_T sex=_T age=_T form=_T freq=A period=2003.. \
	datasets/ledger/convictions.csv datasets/ledger/world.csv
f15-neighbours.kosovo := keep indicator=wfcl_convictions register=DOL geo=XKX datasets/ledger/convictions.csv
f15-neighbours.pipe := keep $(DATA)/f15-neighbours-convicted.csv $(DATA)/f15-neighbours-kosovo.csv | vintage | bound | \
	normalise rate --per 1000000 --population $(DATA)/f15-neighbours-population.csv --on geo,period --suffix _per_population | \
	keep --drop numerator --drop denominator --drop reason
f15-neighbours.table := --across geo,register --name ALB,GLOTIP='Albania' --name GRC,GLOTIP='Greece' --name MKD,GLOTIP='North Macedonia' \
	--name MNE,GLOTIP='Montenegro' --name XKX,DOL='Kosovo, US Labor Department'
f15-neighbours.plot := --base $(DATA)/f15-neighbours-population.csv --panel geo --same-scale --name convictions_per_population,GLOTIP='Convicted' \
	--name wfcl_convictions_per_population,DOL='Child labour, US Labor Department: another register'
