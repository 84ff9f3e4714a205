f09-revisions.question := How did the published total of a year change from one edition to the next?
f09-revisions.title := The UK referral total for 2020 was revised from 10,613 to 10,582
f09-revisions.subtitle := Referrals to the National Referral Mechanism, United Kingdom: totals of a year by date of publication, against the first
f09-revisions.pipe := keep indicator=nrm_referrals geo=GBR citizenship=_T sex=_T age=_T form=_T register=NRM \
	freq=A period=2019..2022 datasets/ledger/referrals.csv | vintage --revisions
f09-revisions.plot := --x vintage --from-first --digits 2
