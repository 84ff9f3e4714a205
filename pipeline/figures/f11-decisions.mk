f11-decisions.question := How many people were referred, how many decisions were made, and what share was positive?
f11-decisions.title := Positive first decisions: 86 % in late 2022, 50 % in mid-2023, after a stricter test
f11-decisions.subtitle := Referrals and decisions of the National Referral Mechanism, United Kingdom, by quarter, and the positive share
f11-decisions.counts := keep indicator=nrm_referrals,nrm_rg_decisions,nrm_cg_decisions,nrm_rg_positive,nrm_cg_positive geo=GBR citizenship=_T \
	sex=_T age=_T form=_T register=NRM freq=Q period=2014.. datasets/ledger/referrals.csv | vintage | bound
f11-decisions.reasonable := keep indicator=nrm_rg_positive,nrm_rg_decisions $(DATA)/f11-decisions-counts.csv | \
	normalise share --of indicator=nrm_rg_decisions --suffix _share | keep indicator=nrm_rg_positive_share
f11-decisions.conclusive := keep indicator=nrm_cg_positive,nrm_cg_decisions $(DATA)/f11-decisions-counts.csv | \
	normalise share --of indicator=nrm_cg_decisions --suffix _share | keep indicator=nrm_cg_positive_share
f11-decisions.pipe := keep --drop numerator --drop denominator --drop reason indicator!=nrm_rg_positive,nrm_cg_positive \
	$(DATA)/f11-decisions-counts.csv $(DATA)/f11-decisions-reasonable.csv $(DATA)/f11-decisions-conclusive.csv
f11-decisions.table := --across indicator
f11-decisions.plot := --panel unit --name nrm_referrals=Referrals --name nrm_rg_decisions='First decisions' --name nrm_cg_decisions='Final decisions' \
	--name nrm_rg_positive_share='First decisions' --name nrm_cg_positive_share='Final decisions' --mark 2023-Q1='on 30 January 2023 the evidence test for first decisions was raised' \
	--name percent='Positive share' --name decision='Decisions made' --name person='People referred'
