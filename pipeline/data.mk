# out/data: the tables of the figures in formats that machines and offices take, and
# descriptions of all of them for catalogues (make data).

out_data := $(OUT)/data
data_stems_of = $(1) $(if $($(1).trend),$(1)-trend)
data_stems := $(foreach name,$(figure_names),$(call data_stems_of,$(name)))
data_tables := $(foreach ending,csv sdmx.csv xlsx ods,$(data_stems:%=$(out_data)/%.$(ending)))
data_descriptions := $(addprefix $(out_data)/,datapackage.json csv-metadata.json catalogue.jsonld)

$(data_stems:%=$(out_data)/%.csv): $(out_data)/%.csv: $(OUT)/tables/%.csv
	$(call made,data,cat,$<)
$(data_stems:%=$(out_data)/%.sdmx.csv): $(out_data)/%.sdmx.csv: $(OUT)/tables/%.csv $(BIN)/sdmx
	$(call made,sdmx,sdmx --id "ATTEST:$$(echo $* | tr a-z- A-Z_)(1.0)",$<)

define a_workbook # NAME, extra words for the title, stem, format
$(out_data)/$(3).$(4): $(OUT)/tables/$(3).csv $(BIN)/table pipeline/figures/$(1).mk
	$$(call made,table,table --format $(4)$(as_of) --title $$(call title_of,$(1),$(2)) \
		--subtitle $$(call subtitle_of,$(1)) $$(if $(2),,$$($(1).table)),$$<)
endef
$(foreach name,$(figure_names),$(foreach format,xlsx ods,\
	$(eval $(call a_workbook,$(name),,$(name),$(format))) \
	$(if $($(name).trend),$(eval $(call a_workbook,$(name),: trend,$(name)-trend,$(format))))))

# The titles are those of the recipe, asked for once.
$(DATA)/recipe: $(wildcard pipeline/figures/*.mk pipeline/claims/*.claims) $(BIN)/claim
	$(call made,recipe,$(MAKE) -s recipe)
described = $(call made,data,catalogue --format $(1) --recipe $(DATA)/recipe --folder $(out_data))
$(out_data)/datapackage.json: format := datapackage
$(out_data)/csv-metadata.json: format := csvw
$(out_data)/catalogue.jsonld: format := dcat
$(data_descriptions): $(DATA)/recipe $(data_tables) $(BIN)/catalogue datasets/datapackage.json
	$(call described,$(format))

.PHONY: data
data: $(data_descriptions) ## the tables for machines under out/data: CSV, SDMX-CSV, XLSX, ODS, described
