f06-returns.question := How many Albanian nationals were returned from the UK, by type and for women, and how many per 100 refusals of asylum?
f06-returns.title := Of 2,501 enforced returns of Albanian nationals in 2023, 11 were of women or girls
f06-returns.subtitle := Returns from the United Kingdom of Albanian nationals, and returns per 100 initial refusals of asylum, by year
f06-returns.refusals := keep indicator=asylum_refusals geo=GBR citizenship=ALB register=HO_ASYLUM freq=A datasets/ledger/returns.csv | vintage
f06-returns.counts := keep indicator=returns_enforced,returns_voluntary,returns_refused_entry geo=GBR citizenship=ALB sex=_T,F age=_T \
	register=HO_RETURNS freq=A datasets/ledger/returns.csv | vintage | bound
f06-returns.rates := keep indicator=returns_enforced,returns_voluntary sex=_T $(DATA)/f06-returns-counts.csv | \
	normalise rate --per 100 --population $(DATA)/f06-returns-refusals.csv --on citizenship,sex,age,period --suffix _per_refusal
f06-returns.pipe := keep --drop numerator --drop denominator --drop reason \
	$(DATA)/f06-returns-counts.csv $(DATA)/f06-returns-rates.csv
f06-returns.table := --across indicator
f06-returns.plot := --remark 'More than 100 can be returned per 100 refused: they were refused in earlier years, or never asked.' \
	--panel unit,sex --name return,F='Women and girls' --name return,_T='All' \
	--name return_per_100,_T='All, by initial refusals of asylum' --name returns_enforced='By force' --name returns_voluntary='Voluntary' --name returns_refused_entry='Refused entry' \
	--name returns_enforced_per_refusal='By force' --name returns_voluntary_per_refusal='Voluntary'
