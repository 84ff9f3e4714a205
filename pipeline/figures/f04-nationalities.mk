f04-nationalities.question := Which nationality was referred most each year: Albania, the United Kingdom, Vietnam or another?
f04-nationalities.title := In 2022 Albanians were referred most; in 2017 they were second
f04-nationalities.subtitle := Referrals to the National Referral Mechanism, United Kingdom, and published rank, by nationality and year
f04-nationalities.pipe := keep indicator=nrm_referrals,nrm_rank geo=GBR citizenship=ALB,GBR,VNM sex=_T age=_T form=_T register=NRM \
	freq=A datasets/ledger/referrals.csv | vintage | bound
f04-nationalities.table := --across indicator --name nrm_rank='Rank' --name nrm_referrals='Referrals'
f04-nationalities.plot := --panel indicator --name nrm_rank='Rank by number of referrals' --name nrm_referrals='Referrals'
