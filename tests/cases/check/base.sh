# A small sound set in the folder set/, for the cases to break. Bytes are printed as they
# are, so that the cases show every one.
mkdir -p set/codes set/rules
cat >set/ledger.csv <<'CSV'
indicator,geo,age,register,period,value,lo,hi,interval,compare,unit,status,source
positive,ALB,_T,NRM,2019,21,,,,,person,A,GOV20
referrals,ALB,ADULT,NRM,2019,30,,,,,person,A,GOV20
referrals,ALB,CHILD,NRM,2019,12,,,,,person,A,GOV20
referrals,ALB,_T,NRM,2018,40,,,,,person,A,GOV20
referrals,ALB,_T,NRM,2019,42,,,,>2018,person,A,GOV20
referrals,ALB,_T,NRM,2019-Q1,10,,,,,person,A,GOV20
referrals,ALB,_T,NRM,2019-Q2,11,,,,,person,A,GOV20
referrals,ALB,_T,NRM,2019-Q3,,8,12,range,,person,Q,GOV20
referrals,ALB,_T,NRM,2019-Q4,11,,,,,person,A,GOV20
referrals,ALB,_T,UN,2019,41,,,,,person,A,UN21
share,ALB,_T,NRM,2019,50,,,,,percent,A,GOV20
CSV
cat >set/sources.csv <<'CSV'
source,published,grade
GOV20,2020-03,primary
UN21,2021,mirror
CSV
cat >set/codes/geo.csv <<'CSV'
code,label
ALB,Albania
GBR,United Kingdom
CSV
cat >set/rules/all.rule <<'RULE'
# Rules of the small set.
rule age-parts
    says      adults and children add up to all
    severity  error
    for       age=_T indicator=referrals
    holds     this[age=ADULT] + this[age=CHILD] = this

rule quarters
    says      quarters add up to the year
    severity  error
    for       freq=A indicator=referrals
    holds     sum(this[period=quarters]) = this

rule share
    says      the share is positive per 100 referrals
    severity  error
    for       indicator=share
    holds     100 * positive / referrals = this within 0.5

rule registers
    says      the two registers are near
    severity  warning
    for       register=NRM freq=A age=_T indicator=referrals
    from      latest
    holds     this = this[register=UN] within factor 2

rule comparisons
    says      comparisons agree with figures
    severity  error
    comparisons

rule after-start
    says      nothing is published before its period begins
    severity  error
    published after start
RULE
cat >set/rules/exceptions.csv <<'CSV'
rule,key,source,findings,least,most,why
CSV
cat >set/describe.json <<'JSON'
{
  "name": "set",
  "schemas": {
    "ledger": {
      "fields": [
        {"name": "indicator", "constraints": {"required": true}},
        {"name": "geo", "constraints": {"required": true}},
        {"name": "age", "categories": ["ADULT", "CHILD", "_T", "_U"], "constraints": {"required": true}},
        {"name": "register", "constraints": {"required": true}},
        {"name": "period", "constraints": {"required": true}},
        {"name": "value", "type": "number"},
        {"name": "lo", "type": "number"},
        {"name": "hi", "type": "number"},
        {"name": "interval"},
        {"name": "compare"},
        {"name": "unit", "constraints": {"required": true}},
        {"name": "status", "constraints": {"required": true}},
        {"name": "source", "constraints": {"required": true}}
      ],
      "missingValues": [{"value": "", "label": "not published"}],
      "primaryKey": ["indicator", "geo", "age", "register", "period", "source"],
      "foreignKeys": [
        {"fields": "geo", "reference": {"resource": "codes-geo", "fields": "code"}},
        {"fields": "source", "reference": {"resource": "sources", "fields": "source"}}
      ]
    },
    "sources": {
      "fields": [
        {"name": "source", "constraints": {"required": true}},
        {"name": "published", "constraints": {"pattern": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}},
        {"name": "grade", "constraints": {"enum": ["primary", "mirror", "derived", "press"]}}
      ],
      "primaryKey": "source"
    },
    "codes": {
      "fields": [
        {"name": "code", "constraints": {"required": true, "maxLength": 3}},
        {"name": "label", "constraints": {"unique": true}}
      ],
      "primaryKey": "code"
    },
    "exceptions": {
      "fields": [
        {"name": "rule"}, {"name": "key"}, {"name": "source"},
        {"name": "findings", "type": "integer", "constraints": {"minimum": 1}},
        {"name": "least", "type": "number"}, {"name": "most", "type": "number"},
        {"name": "why", "constraints": {"minLength": 10}}
      ],
      "primaryKey": ["rule", "key", "source"]
    }
  },
  "resources": [
    {"path": "ledger.csv", "schema": "ledger", "description": "Statements."},
    {"path": "sources.csv", "schema": "sources", "description": "Sources."},
    {"path": "codes/geo.csv", "schema": "codes", "description": "Areas."},
    {"path": "rules/exceptions.csv", "schema": "exceptions", "description": "Exceptions."},
    {"path": "rules/all.rule", "description": "Rules."},
    {"path": "describe.json", "description": "What only a person can say."}
  ]
}
JSON
describe() { command describe set/describe.json >description && mv description set/datapackage.json; }
# break FILE SCRIPT: edit and describe as it is now; break_only: leave the description.
break_only() { sed -i "$2" "set/$1"; }
break() { break_only "$@" && describe; }
check() { command check "$@" set/datapackage.json; }
describe
# only KIND...: one rule alone, of severity warning, with these lines.
only() {
    printf 'rule one\n    says      as it should be\n    severity  warning\n' >set/rules/all.rule
    printf '    %s\n' "$@" >>set/rules/all.rule
    describe
}
