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

# All of them, for how codes are spelt.
$(claims_dir)/statements-ever.csv: $(claims_ledger) $(BIN)/keep
	@mkdir -p $(@D)
	@$(BIN)/keep $(claims_ledger) > $@.$(part) && $(appear)

# The sources that were out by ASOF, an id a line.
$(claims_dir)/sources-out: datasets/sources.csv $(ENGINE)/csv.awk
	@mkdir -p $(@D)
	@awk -v by=$(ASOF) -f $(ENGINE)/csv.awk -f <(echo '\
		NR == 1 { columns($$0, at); next } \
		{ split_csv($$0, cell); day = cell[at["published"]] } \
		day != "" && last_day(day) <= last_day(by) { print cell[at["source"]] }') $< > $@.$(part) && $(appear)

# What a claims file says of own, repeats, published, indicators: $(call claims_say,WHAT,FILE).
# Without an answer make ends: a file's own statements would count as evidence.
# `make -n` may come before there is a program to ask.
claims_say = $(if $(and $(dry),$(if $(wildcard $(BIN)/claim),,yes)),?,$(shell $(BIN)/claim --print $(1) $(2))$(if $(filter-out 0,$(.SHELLSTATUS)),$(error claim --print $(1) $(2) fails, see above)))
comma := ,
joined = $(subst $(subst ,, ),$(comma),$(strip $(1)))

# The statements on what an article speaks of: $(call claims_statements,FILE).
claims_statements = keep $(claims_of_day) indicator=$(call joined,$(call claims_say,indicators,$(1))) $(claims_ledger)
$(claims_dir)/%.statements.csv: pipeline/claims/%.claims $(claims_ledger) $(BIN)/keep $(BIN)/claim $(patsubst source=@%,%,$(claims_of_day))
	@mkdir -p $(@D)
	@$(BIN)/$(call claims_statements,$<) > $@.$(part) && mv $@.$(part) $@

# The pipe of a table, in two parts: $(call claims_chosen,ARTICLE,OPTIONS) | $(claims_bounded).
claims_chosen = keep source!=$(call joined,$(call claims_say,own,pipeline/claims/$(1).claims)) \
	$(claims_dir)/$(1).statements.csv | vintage --editions $(2)
claims_bounded := bound --contradictions=keep
claims_mute = $(addprefix --mute=,$(call claims_say,repeats,$(1)))

# $(call claims_table,OPTIONS): what was held on each day, then bounded. Series whose
# statements contradict one another stay as published, with status U (exit 1); the log
# names them.
define claims_table
	@$(stages_first); \
	$(call claims_chosen,$*,$(1)) > $@.chosen$(part) 2> $@.log || { cat $@.log >&2; exit 1; }; \
	$(claims_bounded) $@.chosen$(part) > $@.$(part) 2>> $@.log || [ $$? = 1 ] || { cat $@.log >&2; exit 1; }; \
	rm $@.chosen$(part) && mv $@.$(part) $@
endef
claims_table_without = $(if $(1),$(call claims_table,$(1)),@: > $@)
# Made on the way, and kept. (.SECONDARY would keep them too, but of all files, and one that
# is gone would not be made again.)
.PRECIOUS: $(claims_dir)/%.editions.csv $(claims_dir)/%.editions-without.csv $(claims_dir)/%.statements.csv
claims_needs := $(claims_dir)/%.statements.csv $(claims_stages) datasets/sources.csv $(wildcard datasets/codes/register.csv)

$(claims_dir)/%.editions.csv: pipeline/claims/%.claims $(claims_needs)
	$(call claims_table,)
$(claims_dir)/%.editions-without.csv: pipeline/claims/%.claims $(claims_needs)
	$(call claims_table_without,$(call claims_mute,$<))

# $(call claims_judge,ARTICLE,OPTIONS)
claims_judge = claim --fail=never $(2) --statements=$(claims_dir)/$(1).statements.csv $(if $(ASOF),--spelling=$(claims_dir)/statements-ever.csv) \
	$(if $(call claims_say,repeats,pipeline/claims/$(1).claims),--without=$(claims_dir)/$(1).editions-without.csv) \
	pipeline/claims/$(1).claims $(claims_dir)/$(1).editions.csv

$(OUT)/claims/%.csv: pipeline/claims/%.claims $(claims_dir)/%.editions.csv $(claims_dir)/%.editions-without.csv \
		$(BIN)/claim $(wildcard datasets/codes/*.csv) $(if $(ASOF),$(claims_dir)/statements-ever.csv)
	@printf '  %-7s %s\n' claims $@
	@mkdir -p $(@D)
	@$(BIN)/$(call claims_judge,$*) > $@.$(part)
	@$(appear)

$(OUT)/claims/%.md: pipeline/claims/%.claims $(OUT)/claims/%.csv $(BIN)/report datasets/sources.csv
	@printf '  %-7s %s\n' report $@
	@$(sound)$(BIN)/report --format=markdown $< $(OUT)/claims/$*.csv > $@.$(part) && $(appear)

claims: $(all_claims) $(BIN)/report ## a verdict on every claim, under out/claims, and the report on the terminal
	@$(foreach a,$(claims_articles),$(BIN)/report pipeline/claims/$(a).claims $(OUT)/claims/$(a).csv;)

# What `explain` reads of claims (rules.mk): the article, its verdicts and how they are
# judged; how the tables are made that they are judged by.
recipe_of_claims = $(info claims$(tab)$(1)$(tab)$(OUT)/claims/$(1).csv$(tab)pipeline/claims/$(1).claims) \
	$(foreach basis,published latest,$(info judge$(tab)$(1)$(tab)$(basis)$(tab)$(claims_dir)/$(1).editions.csv$(tab)$(strip $(call claims_judge,$(1),--basis=$(basis))))) \
	$(info pipe$(tab)$(claims_dir)/$(1).editions.csv$(tab)$(tab)$(strip $(call claims_chosen,$(1)) | $(claims_bounded))) \
	$(info pipe$(tab)$(claims_dir)/$(1).statements.csv$(tab)$(tab)$(strip $(call claims_statements,pipeline/claims/$(1).claims)))
recipe_of_all_claims = $(if $(ASOF),$(info pipe$(tab)$(claims_dir)/statements-ever.csv$(tab)$(tab)keep $(claims_ledger))) \
	$(foreach a,$(claims_articles),$(call recipe_of_claims,$(a)))
