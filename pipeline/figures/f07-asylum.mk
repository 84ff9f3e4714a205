f07-asylum.question := What share of asylum decisions on Albanian women and men were grants?
f07-asylum.title := The grant rate of Albanian women and girls fell from 82 % to 10 % during 2023
f07-asylum.subtitle := Grants per 100 initial decisions on asylum, Albanian nationals, 95 % limits
f07-asylum.pipe := keep indicator=asylum_grants,asylum_decided geo=GBR citizenship=ALB sex=F,M age=_T,ADULT register=HO_ASYLUM \
	datasets/ledger/returns.csv | keep period=2018.. freq=A,Q | vintage | bound | normalise share --of indicator=asylum_decided | \
	keep indicator=asylum_grants | interval --method wilson --of numerator --per denominator
f07-asylum.plot := --panel age --name ADULT='Adults, by year' --name _T='All ages, by quarter'
