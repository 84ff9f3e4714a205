# How figures, tables and claims are made. A figure is pipeline/figures/NAME.mk with the
# variables NAME.question, .title, .subtitle, .pipe and, when wanted, .trend (reads the
# figure's table), .table and .plot (further options); plus pipeline/plots/NAME.gp.
# What a product needs is read off the words of its pipe: names of stages, and paths that
# begin with datasets/ (a folder stands for the files in it). No list is kept.

figure_names := $(sort $(basename $(notdir $(wildcard pipeline/figures/*.mk))))
include $(wildcard pipeline/figures/*.mk)

quoted = '$(subst ','\'',$(strip $(1)))'
words = $(subst =, ,$(subst |, ,$(1)))
needs = $(patsubst %,$(BIN)/%,$(filter $(stages),$(call words,$(1)))) \
	$(reading) $(foreach path,$(filter datasets/%,$(call words,$(1))),$(or $(wildcard $(path)/*),$(path)))
# What stages read when no option says otherwise: everything but the ledger.
reading := $(wildcard datasets/*.csv datasets/codes/*.csv)

# make one product: $(call made,word,command,input). It appears whole or not at all.
made = @printf '  %-7s %s\n' $(1) $@; mkdir -p $(@D); \
	export PATH="$(CURDIR)/$(BIN):$$PATH"; ( $(2) ) < $(or $(3),/dev/null) > $@.part && mv $@.part $@

define a_table # NAME, extra words for the title, stem of the product
out/tables/$(3).md: out/tables/$(3).csv $(BIN)/table pipeline/figures/$(1).mk
	$$(call made,table,table --format markdown --title $$(call quoted,$$($(1).title)$(2)) \
		--subtitle $$(call quoted,$$($(1).subtitle)) $$(if $(2),,$$($(1).table)),$$<)
out/tables/$(3).html: out/tables/$(3).csv $(BIN)/table pipeline/figures/$(1).mk
	$$(call made,table,table --format html --title $$(call quoted,$$($(1).title)$(2)) \
		--subtitle $$(call quoted,$$($(1).subtitle)) $$(if $(2),,$$($(1).table)),$$<)
endef

define a_picture # NAME, format
out/figures/$(1).$(2): out/tables/$(1).csv $(if $($(1).trend),out/tables/$(1)-trend.csv) \
		$(BIN)/plot $(call needs,$($(1).plot)) pipeline/figures/$(1).mk \
		pipeline/plots/$(1).gp pipeline/plots/theme.gp
	$$(call made,plot,plot --template pipeline/plots/$(1).gp --format $(2) \
		--title $$(call quoted,$$($(1).title)) --subtitle $$(call quoted,$$($(1).subtitle)) \
		$(if $($(1).trend),--trend out/tables/$(1)-trend.csv) $$($(1).plot),$$<)
endef

define a_figure # NAME
out/tables/$(1).csv: pipeline/figures/$(1).mk $(call needs,$($(1).pipe))
	$$(call made,data,$$($(1).pipe))
$(call a_table,$(1),,$(1))
$(if $($(1).trend),
out/tables/$(1)-trend.csv: out/tables/$(1).csv $(call needs,$($(1).trend))
	$$(call made,trend,$$($(1).trend),$$<)
$(call a_table,$(1),: trend,$(1)-trend))
$(call a_picture,$(1),svg)
$(call a_picture,$(1),png)
$(firstword $(subst -, ,$(1))): $(call tables_of,$(1)) $(call pictures_of,$(1))
.PHONY: $(firstword $(subst -, ,$(1)))
endef
tables_of = $(foreach stem,$(1) $(if $($(1).trend),$(1)-trend),$(addprefix out/tables/$(stem),.csv .md .html))
pictures_of = $(addprefix out/figures/$(1),.svg .png)
$(foreach name,$(figure_names),$(eval $(call a_figure,$(name))))

all_tables := $(foreach name,$(figure_names),$(call tables_of,$(name)))
all_pictures := $(foreach name,$(figure_names),$(call pictures_of,$(name)))
include pipeline/claims.mk

figures: $(all_pictures) ## every figure under out/figures, SVG and PNG
tables: $(all_tables) ## every table under out/tables, CSV, Markdown and HTML
products: figures tables $(all_claims) out/MANIFEST.sha256

# The folder is there for a figure that was taken away.
out/MANIFEST.sha256: $(sort $(all_pictures) $(all_tables) $(all_claims)) $(wildcard pipeline/figures)
	$(call made,sums,cd out && sha256sum $(patsubst out/%,%,$(filter out/%,$^)))

.PHONY: bless
bless: tables ## after looking at them: the tables become the golden numbers of the tests
	@mkdir -p tests/golden && cp $(filter %.csv,$(all_tables)) tests/golden/
