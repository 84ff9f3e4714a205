f08-rejection.question := Which shares of family rejection and re-trafficking have been published, and what are they shares of?
f08-rejection.title := Published on family rejection: about 50 % in the article, at least 50 % by a shelter
f08-rejection.subtitle := Published shares on women who return, in percent; known cases over victims on file where both were counted
f08-rejection.bases := keep indicator=case_files_sampled datasets/ledger/reintegration.csv | vintage
f08-rejection.shares := keep indicator=family_rejection_share,retrafficking_risk_share,reintegration_success_share,home_village_return_share \
	datasets/ledger/reintegration.csv | vintage | bound | \
	pair --on geo,citizenship,sex,register,period --as base $(DATA)/f08-rejection-bases.csv | interval --method wilson --per base_value
f08-rejection.known := keep indicator=retrafficking_known_cases,victims_in_database datasets/ledger/reintegration.csv | vintage | bound | \
	normalise share --of indicator=victims_in_database --suffix _share | keep indicator=retrafficking_known_cases_share | \
	interval --method wilson --of numerator --per denominator
f08-rejection.pipe := keep --drop numerator --drop denominator --drop reason --drop base_value --drop base_lo --drop base_hi \
	--drop base_interval --drop base_unit --drop base_status --drop base_source \
	$(DATA)/f08-rejection-shares.csv $(DATA)/f08-rejection-known.csv
f08-rejection.plot := --rows
