f12-small-boats.question := How many Albanians arrived by small boat, and how many of the arrivals were referred as potential victims?
f12-small-boats.title := 12,658 Albanians arrived by small boat in 2022; 1,952 of them were referred
f12-small-boats.subtitle := Albanian nationals who arrived in the United Kingdom by small boat, and referrals of such arrivals, by year of arrival
f12-small-boats.pipe := keep indicator=small_boat_arrivals,small_boat_nrm_referrals geo=GBR citizenship=ALB sex=_T age=_T form=_T \
	register=HO_BOATS datasets/ledger/returns.csv | vintage | bound
f12-small-boats.table := --across indicator
f12-small-boats.plot := --name small_boat_arrivals=Arrivals --name small_boat_nrm_referrals='Referred (2023: January to June)'
