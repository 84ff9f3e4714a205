f14-revisions-by-age.question := How far is the total of a year from what was first published, the older it gets?
f14-revisions-by-age.title := Nearly three years on, the referral total of 2020 was 0.29 % below the first
f14-revisions-by-age.subtitle := Referrals to the National Referral Mechanism, United Kingdom: change of later totals against the first held, by days since that edition
f14-revisions-by-age.pipe := keep indicator=nrm_referrals geo=GBR citizenship=_T sex=_T age=_T form=_T register=NRM \
	freq=A period=2020..2022 datasets/ledger/referrals.csv | vintage --revisions | since
f14-revisions-by-age.plot := --x days --digits 2
