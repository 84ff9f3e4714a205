f03-uk-referrals.question := How many people were referred to the UK mechanism each quarter, and how does it change between breaks?
f03-uk-referrals.title := UK referrals reached 6,407 in the third quarter of 2025, the most so far
f03-uk-referrals.subtitle := Potential victims referred to the National Referral Mechanism, United Kingdom, by quarter
f03-uk-referrals.pipe := keep indicator=nrm_referrals geo=GBR citizenship=_T sex=_T age=_T form=_T register=NRM freq=Q \
	datasets/ledger/referrals.csv | vintage | bound
f03-uk-referrals.plot := --breaks datasets/breaks.csv
f03-uk-referrals.trend := trend --breaks datasets/breaks.csv
