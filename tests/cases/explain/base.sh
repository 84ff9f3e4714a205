# A small project in the working folder. `tell` is explain with its recipe; the tables are
# made by the recipe's own pipes. No checkout is found here, so that no revision is said.
export GIT_CEILING_DIRECTORIES=${PWD%/*}
mkdir -p datasets/ledger datasets/codes data out
cat >datasets/ledger/courts.csv <<'CSV'
indicator,geo,citizenship,register,period,value,lo,hi,interval,compare,unit,status,source,locator,note
convicted,ALB,_T,TIP,2016,,,,,>2015,person,O,GAZETTE_2017,page 2,direction only
convicted,ALB,_T,TIP,2017,7,,,,,person,P,BULLETIN_2018,table 1,
convicted,ALB,_T,TIP,2017,8,,,,<2016,person,A,BULLETIN_2019,table 1,revised
convicted,ALB,_T,TIP,2017,8,,,,,person,V,COPY_2019,page *7*,copied
convicted,ALB,_T,TIP,2017,,9,,range,,person,OU,LEAFLET,,"at least nine, it says"
convicted,ALB,_T,TIP,2018,5,,,,<2017 <2016,person,A,BULLETIN_2019,table 1,
referred,GBR,ALB,NRM,2018,1000,,,,,person,A,BULLETIN_2019,table 2,
referred,GBR,ALB,NRM,2018-Q1,300,,,,,person,A,BULLETIN_2019,table 2,
referred,GBR,ALB,NRM,2018-Q2,,,5,range,,person,Q,BULLETIN_2019,table 2,fewer than six are not shown
CSV
cat >datasets/ledger/people.csv <<'CSV'
indicator,geo,citizenship,register,period,value,lo,hi,interval,compare,unit,status,source,locator,note
population,ALB,_T,WB,2018,2900000,,,,,person,A,BULLETIN_2018,annex,
CSV
cat >datasets/sources.csv <<'CSV'
source,publisher,title,published,url,copy,grade
BULLETIN_2018,Ministry of Figures,Bulletin 2018,2018-03,https://figures.example/2018_a,,primary
BULLETIN_2019,Ministry of Figures,Bulletin 2019,2019-03-01,https://figures.example/2019_a,,primary
COPY_2019,A library,Copy of the bulletin,2019-03-01,https://library.example/b,,mirror
GAZETTE_2017,The Gazette,"More convicted, says ministry",2017,,,press
LEAFLET,A shelter,Our year,,https://shelter.example/,,derived
CSV
cat >datasets/codes/indicator.csv <<'CSV'
code,label
convicted,Persons convicted
referred,Persons referred
CSV
cat >datasets/codes/area.csv <<'CSV'
code,label
ALB,Albania
GBR,United Kingdom
_T,All
CSV
cat >datasets/codes/unit.csv <<'CSV'
code,label
person,Persons
person_per_100000,"Persons per 100,000"
CSV
line() { local IFS=$'\t'; echo "$*"; }
cat >recipe <<RECIPE
$(line table f01-courts out/f01-courts.csv "Eight were convicted in 2017" "Persons convicted, Albania" "--across register")
$(line pipe out/f01-courts.csv "" "keep indicator=convicted datasets/ledger/courts.csv | vintage | bound")
$(line table f01-courts-trend out/f01-courts-trend.csv "Eight were convicted in 2017" "Persons convicted, Albania" "")
$(line pipe out/f01-courts-trend.csv out/f01-courts.csv "trend")
$(line table f02-rates out/f02-rates.csv "How many of every 100,000?" "Referred, United Kingdom" "--digits 2")
$(line pipe data/f02-rates-people.csv "" "keep indicator=population datasets/ledger/people.csv | vintage")
$(line pipe out/f02-rates.csv "" "keep indicator=referred freq=A datasets/ledger/courts.csv | vintage | normalise rate --population=data/f02-rates-people.csv --on citizenship=geo,period --suffix _rate")
$(line table f03-quarters out/f03-quarters.csv "300 in the first quarter" "Referred, United Kingdom" "")
$(line pipe out/f03-quarters.csv "" "keep 'indicator=referred' freq=Q \"datasets/ledger/courts.csv\" | vintage | bound")
RECIPE
# Makes everything that a recipe names.
made() {
    local what file input pipe
    while IFS= read -r row; do
        row=${row//$'\t'/$'\x1f'}
        IFS=$'\x1f' read -r what file input pipe <<<"$row"
        [ "$what" != pipe ] || eval "$pipe" <"${input:-/dev/null}" >"$file"
    done <"${1:-recipe}"
}
# Stages in a folder of their own with the explain that looks for them there; cases add some.
own_stages() {
    mkdir bin
    ln -s "${1%/*}"/* bin
    cp --remove-destination "$1" bin
    PATH=$PWD/bin:$PATH
}
tell() { explain --recipe recipe "$@"; }
made
# Two articles, whose claim C1 the statements of courts.csv decide.
with_claims() {
    local name basis vintage
    for name in first-article second-article; do
        cat >$name.claims <<CLAIMS
article "On courts, the $name"
publisher "The Paper"
url "https://paper.example/$name"
published 2018-06-17
own LEAFLET
series courts "persons convicted" = [convicted geo=ALB register=TIP]
claim C1 "Fewer were convicted in 2018."
  reading a "fewer than in 2017"
    test courts[2018] < courts[2017]
  reading b "seven in 2017" test courts[2017] = 7
CLAIMS
    done
    cat >>second-article.claims <<'CLAIMS'
claim C2 "It is the law."
  reading a "what the law says" words
claim C3 "More than in 2015."
  reading a "more in 2016" basis latest test courts[2016] > 3
CLAIMS
    line pipe data/statements.csv "" "keep datasets/ledger/courts.csv" >>recipe
    for name in first-article second-article; do
        line claims $name out/$name.verdicts $name.claims
        for basis in published latest; do
            vintage=vintage
            [ $basis = latest ] || vintage="vintage --policy asof=2018-06-17"
            line judge $name $basis data/$name.$basis.csv \
                "claim --fail=never --basis=$basis --statements=data/statements.csv $name.claims data/$name.$basis.csv"
            line pipe data/$name.$basis.csv "" \
                "keep source!=LEAFLET data/statements.csv | $vintage | bound"
        done
    done >>recipe
    made
    for name in first-article second-article; do
        sed -n "s/^judge\t$name\t[a-z]*\t[^\t]*\t//p" recipe | while read -r judge; do eval "$judge"; done |
            awk 'NR == 1 || !/^claim,/' >out/$name.verdicts
    done
}
