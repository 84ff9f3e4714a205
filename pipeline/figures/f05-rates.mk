f05-rates.question := How many Albanian nationals were referred in the UK for every 100,000 people living in Albania?
f05-rates.title := 188 Albanian nationals were referred per 100,000 people in Albania in 2022
f05-rates.subtitle := Referrals of Albanian nationals in the United Kingdom per 100,000 of the population of Albania, 95 % limits
f05-rates.population := keep indicator=population_midyear geo=ALB datasets/ledger/population.csv | vintage
f05-rates.pipe := keep indicator=nrm_referrals geo=GBR citizenship=ALB sex=_T age=_T form=_T register=NRM freq=A \
	datasets/ledger/referrals.csv | vintage | bound | \
	normalise rate --population $(DATA)/f05-rates-population.csv --on citizenship=geo,period --suffix _per_population | \
	interval --method poisson --of numerator --per denominator
f05-rates.plot := --base $(DATA)/f05-rates-population.csv --remark 'All referrals are counted; the limits say how far chance alone could move the rate.'
