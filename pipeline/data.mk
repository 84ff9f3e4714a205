# out/data: the tables of the figures in formats that machines and offices take, and
# descriptions of all of them for catalogues (make data).

out_data := $(OUT)/data
data_stems_of = $(1) $(if $($(1).trend),$(1)-trend)
data_stems := $(foreach name,$(figure_names),$(call data_stems_of,$(name)))
data_tables := $(foreach ending,csv sdmx.csv xlsx ods,$(data_stems:%=$(out_data)/%.$(ending)))
data_descriptions := $(addprefix $(out_data)/,datapackage.json csv-metadata.json catalogue.jsonld)

define an_exchange # STEM
$(call product,$(out_data)/$(1).csv,$(OUT)/tables/$(1).csv)
	$$(call made,data,cat,$$<)
$(call product,$(out_data)/$(1).sdmx.csv,$(OUT)/tables/$(1).csv $(BIN)/sdmx)
	$$(call made,sdmx,sdmx --id "ATTEST:$$$$(echo $(1) | tr a-z- A-Z_)(1.0)",$$<)
endef
$(foreach stem,$(data_stems),$(eval $(call an_exchange,$(stem))))

define a_workbook # NAME, extra words for the title, stem, format
$(call product,$(out_data)/$(3).$(4),$(OUT)/tables/$(3).csv $(BIN)/table $(reading) pipeline/figures/$(1).mk)
	$$(call made,table,table --format $(4)$(as_of) --title $$(call title_of,$(1),$(2)) \
		--subtitle $$(call subtitle_of,$(1)) $$(if $(2),,$$($(1).table)),$$<)
endef
$(foreach name,$(figure_names),$(foreach format,xlsx ods,\
	$(eval $(call a_workbook,$(name),,$(name),$(format))) \
	$(if $($(name).trend),$(eval $(call a_workbook,$(name),: trend,$(name)-trend,$(format))))))

# The titles are those of the recipe, asked for once.
$(eval $(call product,$(DATA)/recipe,$(wildcard pipeline/figures/*.mk pipeline/claims/*.claims) $(content_folders) $(BIN)/claim))
$(call record,$(DATA)/recipe):
	$(call made,recipe,$(MAKE) -s recipe)
# What the pages of one figure or article rest on is its part of it, so that those of the others
# stay when its title changes: each part keeps its time while it says the same.
recipe_parts := $(figure_names:%=$(DATA)/recipes/%) $(if $(all_claims),$(claims_articles:%=$(DATA)/recipes/%))
$(recipe_parts): $(DATA)/recipes/stamp ; +
$(DATA)/recipes/stamp: $(DATA)/recipe $(ENGINE)/recipe-parts.awk $(if $(filter-out $(wildcard $(recipe_parts)),$(recipe_parts)),FORCE)
	@mkdir -p $(@D); awk -f $(ENGINE)/recipe-parts.awk -v names='$(notdir $(recipe_parts))' -v into=$(@D) -v ending=$(part) $<; \
	for file in $(recipe_parts); do \
		if [ -e $$file ] && [ "$$(< $$file)" = "$$(< $$file.$(part))" ]; then rm $$file.$(part); else mv $$file.$(part) $$file; fi; done; \
	: > $@
define a_description # FILE, format
$(call product,$(out_data)/$(1),$(DATA)/recipe $(data_tables) $(BIN)/catalogue datasets/datapackage.json datasets/sources.csv)
	$$(call made,data,catalogue --format $(2) --recipe $(DATA)/recipe --folder $(out_data))
endef
$(eval $(call a_description,datapackage.json,datapackage))
$(eval $(call a_description,csv-metadata.json,csvw))
$(eval $(call a_description,catalogue.jsonld,dcat))

.PHONY: data
data: $(data_descriptions) ## the tables for machines under out/data: CSV, SDMX-CSV, XLSX, ODS, described
