# Verdicts on the claims of articles: one file pipeline/claims/<article>.claims gives
# out/claims/<article>.csv and .md. Each is judged by what was held on each day: when the
# article was published, now, and between. The article's own statements are no
# evidence. Where it repeats a sentence of a source, the table is made once more
# without the comparisons in that sentence. Read by rules.mk, which needs all_claims.
#
# With ASOF there are the articles that were out by then, judged by statements of sources that
# surely were: a date that is not whole counts as its last day, and none as never.

claims_dir := $(DATA)/claims
claims_ledger := $(sort $(wildcard datasets/ledger/*.csv))
claims_articles := $(filter-out figure-titles,$(patsubst pipeline/claims/%.claims,%,$(wildcard pipeline/claims/*.claims)))
ifdef ASOF
claims_out_by = awk -v by=$(ASOF) -f $(ENGINE)/csv.awk -f <(echo '\
	$$1 == "published" { out = last_day($$2) <= last_day(by) } END { exit !out }') pipeline/claims/$(1).claims
claims_articles := $(foreach a,$(claims_articles),$(if $(shell $(call claims_out_by,$(a)) && echo yes),$(a)))
claims_of_day := source=@$(claims_dir)/sources-out
endif
all_claims := $(foreach a,$(claims_articles),$(OUT)/claims/$(a).csv $(OUT)/claims/$(a).md)
claims_stages := $(addprefix $(BIN)/,keep vintage bound claim)

ifdef ASOF
# All of them, for how codes are spelt.
$(eval $(call product,$(claims_dir)/statements-ever.csv,$(call as_read,$(claims_ledger)) $(BIN)/keep))
$(call record,$(claims_dir)/statements-ever.csv):
	@$(call in_silence,keep $(claims_ledger))

# The sources that were out by ASOF, an id a line.
$(eval $(call product,$(claims_dir)/sources-out,$(call as_read,datasets/sources.csv) $(ENGINE)/csv.awk))
$(call record,$(claims_dir)/sources-out):
	@$(call in_silence,awk -v by=$(ASOF) -f $(ENGINE)/csv.awk -f <(echo '\
		NR == 1 { columns($$0, at); next } \
		{ split_csv($$0, cell); day = cell[at["published"]] } \
		day != "" && last_day(day) <= last_day(by) { print cell[at["source"]] }') datasets/sources.csv)
endif

# What a claims file says of own, repeats, indicators, geo: $(call claims_say,WHAT,ARTICLE).
# Each file is asked once. A geo that is no code leaves them all. Without an answer make ends:
# a file's own statements would count as evidence. `make -n` may come before there is a program to ask.
claims_say = $(if $(and $(dry),$(if $(wildcard $(BIN)/claim),,yes)),?,$(call claims_ask,$(2))$(patsubst $(1)=%,%,$(filter $(1)=%,$(said-$(2)))))
claims_ask = $(if $(filter undefined,$(origin said-$(1))),$(eval said-$(1) := \
	$(shell $(BIN)/claim --print all pipeline/claims/$(1).claims | awk -F '\t' '$$1 != "geo" { print $$1 "=" $$2; next } \
		$$2 ~ /[^[:alnum:]_]/ { any = 1 } { geo = geo " geo=" $$2 } END { if (!any) print geo }'))$(if $(filter-out 0,$(.SHELLSTATUS)),\
	$(error claim --print all pipeline/claims/$(1).claims fails, see above)))
comma := ,
joined = $(subst $(subst ,, ),$(comma),$(strip $(1)))

# The statements on what an article speaks of: $(call claims_statements,ARTICLE).
claims_statements = keep $(claims_of_day) indicator=$(call joined,$(call claims_say,indicators,$(1))) $(claims_ledger)

# The pipe of a table, in two parts: $(call claims_chosen,ARTICLE,OPTIONS) | $(claims_bounded).
claims_chosen = keep source!=$(call joined,$(call claims_say,own,$(1))) $(addprefix geo=,$(call joined,$(call claims_say,geo,$(1)))) \
	$(claims_dir)/$(1).statements.csv | vintage --editions $(2)
claims_bounded := bound --contradictions=keep
claims_mute = $(addprefix --mute=,$(call claims_say,repeats,$(1)))

# $(call claims_table,ARTICLE,OPTIONS): what was held on each day, then bounded. Series whose
# statements contradict one another stay as published, with status U (exit 1); the log
# names them.
claims_table = $(call claims_chosen,$(1),$(2)) > $(it).chosen$(part) 2> $(it).log || { cat $(it).log >&2; exit 1; }; \
	$(claims_bounded) $(it).chosen$(part) 2>> $(it).log || [ $$? = 1 ] || { cat $(it).log >&2; exit 1; }; \
	rm $(it).chosen$(part)
claims_needs = pipeline/claims/$(1).claims $(claims_dir)/$(1).statements.csv $(claims_stages) \
	$(call as_read,datasets/sources.csv $(wildcard datasets/codes/register.csv))

# $(call claims_judge,ARTICLE,OPTIONS)
claims_judge = claim --fail=never $(2) --statements=$(claims_dir)/$(1).statements.csv $(if $(ASOF),--spelling=$(claims_dir)/statements-ever.csv) \
	$(if $(call claims_say,repeats,$(1)),--without=$(claims_dir)/$(1).editions-without.csv) \
	pipeline/claims/$(1).claims $(claims_dir)/$(1).editions.csv

define an_article # NAME
$(call product,$(claims_dir)/$(1).statements.csv,pipeline/claims/$(1).claims $(call as_read,$(claims_ledger)) $(BIN)/keep $(BIN)/claim $(patsubst source=@%,%,$(claims_of_day)))
	@$$(call in_silence,$$(call claims_statements,$(1)))
$(call product,$(claims_dir)/$(1).editions.csv,$(call claims_needs,$(1)))
	@$$(call in_silence,$$(call claims_table,$(1)))
$(call product,$(claims_dir)/$(1).editions-without.csv,$(call claims_needs,$(1)))
	@$$(call in_silence,$$(if $$(call claims_mute,$(1)),$$(call claims_table,$(1),$$(call claims_mute,$(1))),:))
$(call product,$(OUT)/claims/$(1).csv,pipeline/claims/$(1).claims $(claims_dir)/$(1).editions.csv $(claims_dir)/$(1).editions-without.csv \
		$(claims_dir)/$(1).statements.csv $(BIN)/claim $(reading) $(if $(ASOF),$(claims_dir)/statements-ever.csv))
	$$(call made,claims,$$(call claims_judge,$(1)))
$(call product,$(OUT)/claims/$(1).md,pipeline/claims/$(1).claims $(OUT)/claims/$(1).csv $(BIN)/report $(call as_read,datasets/sources.csv))
	$$(call made,report,report --format=markdown pipeline/claims/$(1).claims $(OUT)/claims/$(1).csv)
endef
$(foreach a,$(claims_articles),$(eval $(call an_article,$(a))))

claims: $(all_claims) $(BIN)/report ## a verdict on every claim, under out/claims, and the report on the terminal
	@$(foreach a,$(claims_articles),$(BIN)/report pipeline/claims/$(a).claims $(OUT)/claims/$(a).csv;)

# What `explain` reads of claims (rules.mk): the article, its verdicts and how they are
# judged; how the tables are made that they are judged by.
recipe_of_claims = $(info claims$(tab)$(1)$(tab)$(OUT)/claims/$(1).csv$(tab)pipeline/claims/$(1).claims) \
	$(foreach basis,published latest,$(info judge$(tab)$(1)$(tab)$(basis)$(tab)$(claims_dir)/$(1).editions.csv$(tab)$(strip $(call claims_judge,$(1),--basis=$(basis))))) \
	$(info pipe$(tab)$(claims_dir)/$(1).editions.csv$(tab)$(tab)$(strip $(call claims_chosen,$(1)) | $(claims_bounded))) \
	$(info pipe$(tab)$(claims_dir)/$(1).statements.csv$(tab)$(tab)$(strip $(call claims_statements,$(1))))
recipe_of_all_claims = $(if $(ASOF),$(info pipe$(tab)$(claims_dir)/statements-ever.csv$(tab)$(tab)keep $(claims_ledger))) \
	$(foreach a,$(claims_articles),$(call recipe_of_claims,$(a)))
