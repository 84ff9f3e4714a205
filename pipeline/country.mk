# make country=SRB: the figures of one country, in out/country/SRB. They are those of
# pipeline/country, NAME.mk as in pipeline/figures, for which the country has statements:
# NAME.has, a pipe whose result has rows. What $(country) stands in makes them its own.
#
# No one can write a title for each of 200 countries. NAME.headline says what kind it is, and
# scripts/headline puts it together from the figure's table; as a claim of that table it
# must hold as other titles do, or make ends. Read by rules.mk.

ifeq ($(wildcard scripts/headline),)
$(error country=$(country): figures of one country are made where attest itself is, there is no scripts/headline here)
endif
ifdef ASOF
$(error country and ASOF do not go together)
endif
ifeq ($(wildcard $(BIN)/keep),)
$(error country=$(country) asks the stages what there is: run make build first)
endif
country_name := $(shell scripts/headline --name '$(country)')
ifeq ($(country_name),)
$(error country=$(country) is not in datasets/codes/area.csv, expected a code like SRB)
endif

DATA := $(BUILD)/country-$(country)
OUT := out/country/$(country)
figures_in := pipeline/country
include $(wildcard pipeline/country/*.mk)
country_all := $(sort $(basename $(notdir $(wildcard pipeline/country/*.mk))))
country_has = $(shell $(stages_first); ( $($(1).has) ) 2>/dev/null | sed -n 2p)
figure_names := $(strip $(foreach name,$(country_all),$(if $(call country_has,$(name)),$(name))))
ifeq ($(figure_names),)
$(error nothing is held of $(country_name) that a figure of one country could show)
endif

title_from = $(shell BIN=$(BIN) scripts/headline $(1) '$(country)' $(OUT)/tables/$(1).csv $($(1).headline))
$(foreach name,$(figure_names),$(eval $(name).title = $$(call title_from,$(name))))
$(foreach name,$(figure_names),$(foreach file,tables/$(name).md tables/$(name).html figures/$(name).svg figures/$(name).png,$(BUILD)/made/$(OUT)/$(file).sha256)): scripts/headline

# Every title as a claim, judged by the table that it was made from.
$(OUT)/titles.csv: $(foreach name,$(figure_names),$(OUT)/tables/$(name).csv) $(BIN)/claim scripts/headline
	@printf '  %-7s %s\n' claims $@
	@{ $(foreach name,$(figure_names),BIN=$(BIN) scripts/headline --claim $(name) '$(country)' $(OUT)/tables/$(name).csv $($(name).headline);) } > $(OUT)/titles.claims
	@$(BIN)/claim --fail=unsupported $(OUT)/titles.claims > $@.$(part) && mv $@.$(part) $@
products: $(OUT)/titles.csv
