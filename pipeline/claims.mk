# Verdicts on the claims of articles: one file pipeline/claims/<article>.claims gives
# out/claims/<article>.csv and .md. Each is judged twice, by what had been published when
# the article was and by the latest statements. The article's own statements are no
# evidence. Where it repeats a sentence of a source, both tables are made once more
# without the comparisons in that sentence. Read by rules.mk, which needs all_claims.

claims_dir := $(DATA)/claims
claims_ledger := $(sort $(wildcard datasets/ledger/*.csv))
claims_articles := $(filter-out figure-titles,$(patsubst pipeline/claims/%.claims,%,$(wildcard pipeline/claims/*.claims)))
all_claims := $(foreach a,$(claims_articles),$(OUT)/claims/$(a).csv $(OUT)/claims/$(a).md)
claims_stages := $(addprefix $(BIN)/,keep vintage bound claim)

$(claims_dir)/statements.csv: $(claims_ledger) $(BIN)/keep
	@mkdir -p $(@D)
	@$(BIN)/keep $(claims_ledger) > $@.part && mv $@.part $@

# $(call claims_table,OPTIONS): chosen, then bounded. Series whose statements contradict
# one another stay as published, with status U (exit 1); the log names them.
define claims_table
	@$(BIN)/keep "source!=$$($(BIN)/claim --print own $< | paste -sd,)" $(claims_dir)/statements.csv \
		| $(BIN)/vintage $(1) > $@.chosen 2> $@.log || { cat $@.log >&2; exit 1; }
	@$(BIN)/bound --contradictions=keep $@.chosen > $@.part 2>> $@.log || [ $$? = 1 ] || { cat $@.log >&2; exit 1; }
	@rm $@.chosen && mv $@.part $@
endef
claims_asof = --policy asof=$$($(BIN)/claim --print published $<)
claims_mute = $$($(BIN)/claim --print repeats $< | sed 's/^/--mute=/')
claims_needs := $(claims_stages) $(claims_dir)/statements.csv datasets/sources.csv

$(claims_dir)/%.published.csv: pipeline/claims/%.claims $(claims_needs)
	$(call claims_table,$(claims_asof))
$(claims_dir)/%.latest.csv: pipeline/claims/%.claims $(claims_needs)
	$(call claims_table,)
$(claims_dir)/%.published-without.csv: pipeline/claims/%.claims $(claims_needs)
	$(call claims_table,$(claims_asof) $(claims_mute))
$(claims_dir)/%.latest-without.csv: pipeline/claims/%.claims $(claims_needs)
	$(call claims_table,$(claims_mute))

# $(call claims_judge,BASIS)
claims_judge = $(BIN)/claim --fail=never --basis=$(1) --statements=$(claims_dir)/statements.csv \
	$$([ -z "$$($(BIN)/claim --print repeats $<)" ] || echo --without=$(claims_dir)/$*.$(1)-without.csv) \
	$< $(claims_dir)/$*.$(1).csv

$(OUT)/claims/%.csv: pipeline/claims/%.claims $(claims_dir)/%.published.csv $(claims_dir)/%.latest.csv \
		$(claims_dir)/%.published-without.csv $(claims_dir)/%.latest-without.csv \
		$(BIN)/claim $(wildcard datasets/codes/*.csv)
	@printf '  %-7s %s\n' claims $@
	@mkdir -p $(@D)
	@$(call claims_judge,published) > $@.part
	@$(call claims_judge,latest) | tail -n +2 >> $@.part
	@mv $@.part $@

$(OUT)/claims/%.md: pipeline/claims/%.claims $(OUT)/claims/%.csv $(BIN)/report datasets/sources.csv
	@printf '  %-7s %s\n' report $@
	@$(BIN)/report --format=markdown $< $(OUT)/claims/$*.csv > $@.part && mv $@.part $@

claims: $(all_claims) $(BIN)/report ## a verdict on every claim, under out/claims, and the report on the terminal
	@$(foreach a,$(claims_articles),$(BIN)/report pipeline/claims/$(a).claims $(OUT)/claims/$(a).csv;)
