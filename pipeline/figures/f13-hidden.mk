f13-hidden.question := How many potential victims were there in the UK in 2013, beside those who were recorded and those who were referred?
f13-hidden.title := UK lists of 2013 held 2,744 potential victims, under half of those estimated
f13-hidden.subtitle := Potential victims in the UK in 2013, estimated from six overlapping lists, 95 % limits, and counted
f13-hidden.lists := vintage datasets/lists/uk-2013.csv | hidden --seed 2013 --sensitivity | keep statistic=estimate,recorded,unrecorded
f13-hidden.referred := keep indicator=nrm_referrals geo=GBR citizenship=_T sex=_T age=_T form=_T register=NRM freq=A \
	datasets/ledger/referrals.csv | vintage | bound | keep --key variant=main --key statistic=recorded \
	--add model --add method --add verdict --add reason --add sentence
f13-hidden.pipe := keep $(DATA)/f13-hidden-lists.csv $(DATA)/f13-hidden-referred.csv
f13-hidden.table := --digits 0
f13-hidden.shown := keep variant=main statistic=estimate,recorded period=2013
f13-hidden.plot := --rows --name nca_sa_potential_victims,NCA_SA,estimate='Estimated in all' --name nca_sa_potential_victims,NCA_SA,recorded='On the six lists' \
	--name nrm_referrals,NRM,recorded='Referred to the NRM' --digits 0 \
	--remark 'The main estimate is drawn. Of 34 choices of model and lists three have no limits; twice the 2,744 is below the lower limit of each of the others.'
