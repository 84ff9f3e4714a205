f18-nowcast.question := What will the newest quarterly figures be a year or two on, when they have been revised?
f18-nowcast.title := By past revisions, the 7,406 final decisions of 2025 Q4 would come out lower
f18-nowcast.subtitle := Referrals and final decisions, United Kingdom, by quarter: expected change by later revision, 95 % limits, which the one figure that can be tried missed
f18-nowcast.pipe := keep indicator=nrm_referrals,nrm_cg_decisions geo=GBR citizenship=_T sex=_T age=_T form=_T register=NRM \
	freq=Q period=2021.. datasets/ledger/referrals.csv | vintage --revisions | nowcast --series
f18-nowcast.plot := --panel indicator --against newest --same-scale --name nrm_referrals=Referrals --name nrm_cg_decisions='Final decisions' \
	--remark 'The limits rest on three to six quarters a step; decisions on four, all revised in the edition of 7 March 2024. The one figure that can be tried is referrals of 2023 Q3.'
