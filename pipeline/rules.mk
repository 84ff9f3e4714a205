# How figures, tables and claims are made. A figure is pipeline/figures/NAME.mk with the
# variables NAME.question, .title, .subtitle, .pipe and, when wanted, .trend (reads the
# figure's table), .shown (the part of the table that the picture shows), .table and .plot
# (further options); plus pipeline/plots/NAME.gp.
# A pipe that reads $(DATA)/NAME-WHAT.csv has that made by the pipe NAME.WHAT.
# What a product needs is read off the words of its pipe: names of stages, and paths that
# begin with datasets/ (a folder stands for the files in it). No list is kept.
#
# ASOF=DATE makes the same with what had been published by then, in a folder of its own.
# A title may not have been true then, so the question stands in its place.
# country=SRB makes the figures of one country alone: country.mk.
#
# What make runs is the engine: this file and its neighbours (ENGINE), the stages in BIN.
# What they are about is the content: datasets/ and pipeline/figures, plots and claims of
# the folder that make runs in. Here both are of one project; one that `attest init` began
# has its own content and reads the engine of an installed copy (project.mk). A Makefile
# that reads this file sets BUILD, BIN and stages, the names of what is in BIN.

ENGINE := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-builtin-variables --no-print-directory
export LC_ALL := C
export TZ := UTC

# What a user types behind make becomes words of make and of the shell too: only signs that
# the thing itself has pass.
# $(call typed,VARIABLE,SIGNS,what it should be)
digits := 0 1 2 3 4 5 6 7 8 9
letters := A B C D E F G H I J K L M N O P Q R S T U V W X Y Z \
	a b c d e f g h i j k l m n o p q r s t u v w x y z
but_for = $(if $(2),$(call but_for,$(subst $(firstword $(2)),,$(1)),$(wordlist 2,99,$(2))),$(1))
typed = $(if $(call but_for,$(value $(1)),$(2)),$(error $(1)=$(value $(1)) is not $(3)))
$(call typed,ASOF,$(digits) -,a date like 2021 or 2021-06-30)
$(call typed,country,$(letters) $(digits) _,a code like SRB)
$(call typed,BUILD,$(letters) $(digits) _ - . / + @ : = %,the name of a folder without blanks and signs of the shell)

DATA := $(BUILD)/data
OUT := out
ifdef ASOF
DATA := $(BUILD)/as-of-$(ASOF)
OUT := out/as-of-$(ASOF)
endif

# Names of files become words of make and of the shell. One with a blank, a quote, a control
# character or a sign of these two is refused before anything is made of it; here the shell
# reads names and never runs them. A pipe or a device might never end.
odd_names := $(shell LC_ALL=C; export LC_ALL; find -H pipeline datasets -name '.?*' -prune -o \
	! -type f ! -type d ! -type l -exec printf ' %s\0' {} \; -o -print0 | tr '\n\0' '\001\n' | \
	sed -n '/[] -*,:-@[\\^`{|}[:cntrl:]]/{s/[[:cntrl:] ]/_/g;p;}')
ifneq ($(odd_names),)
$(error names with blanks or signs of the shell are refused, and what is no file (here with _ for a blank and before such), rename: $(odd_names))
endif

quoted = '$(subst ','\'',$(strip $(1)))'
# (words is a function of make itself.)
tokens = $(subst =, ,$(subst |, ,$(1)))
needs = $(patsubst %,$(BIN)/%,$(filter $(stages),$(call tokens,$(1)))) \
	$(reading) $(filter $(DATA)/%,$(call tokens,$(1))) $(call as_read,$(foreach path,$(filter datasets/%,$(call tokens,$(1))),$(or $(wildcard $(path)/*),$(path))))

# What is made rests on what inputs hold, not on when they were written: read/FILE has the
# checksum of a file of datasets/, and its time is that of the last change. The stamp is of
# before the first of them was read. What is being written aside is none. (A recipe of nothing
# but + says to make -n and -q too that they have to look at the file's time again.)
inputs := $(filter-out %.part $(patsubst %/,%,$(wildcard datasets/*/ datasets/*/*/)),$(wildcard datasets/* datasets/*/*))
as_read = $(patsubst %,$(BUILD)/read/%,$(filter $(inputs),$(1))) $(filter-out $(inputs),$(1))
$(inputs:%=$(BUILD)/read/%): $(BUILD)/read/stamp ; +
$(BUILD)/read/stamp: $(inputs)
	@mkdir -p $(sort $(dir $(inputs:%=$(BUILD)/read/%))); : > $@.$(part); \
	for file in $(inputs); do [ $$file -ot $@ ] || echo $$file; done | xargs -r sha256sum | while read -r sum file; do \
		was=; [ ! -e $(@D)/$$file ] || read -r was < $(@D)/$$file || :; \
		[ "$$was" = $$sum ] || echo $$sum > $(@D)/$$file; done; mv $@.$(part) $@
# What stages read when no option says otherwise: everything but the ledger.
reading := $(call as_read,$(wildcard datasets/*.csv datasets/codes/*.csv))

# The stages of this build before any other program of their names.
stages_first = export PATH="$(if $(filter /%,$(BIN)),,$$PWD/)$(BIN):$$PATH"

figures_in := pipeline/figures
# Of what names figures and articles the folders, for one that was taken away.
content_folders = $(wildcard $(figures_in) pipeline/claims)
ifdef country
include $(ENGINE)/country.mk
endif
figure_names ?= $(sort $(basename $(notdir $(wildcard $(figures_in)/*.mk))))
include $(wildcard $(figures_in)/*.mk)

# What is written aside; two makes at once have each their own.
part := part$(shell echo $$PPID)
# What a make that was killed left aside goes; that of one that runs stays.
left_aside := $(shell find $(wildcard $(OUT) $(addprefix $(BUILD)/,about bin data made obj read rooms unit as-of-* country-*)) \
	-type f -name '*part[0-9]*' 2> /dev/null | while read -r file; do \
	kill -0 "$$(echo "$$file" | sed 's/.*part//')" 2> /dev/null || rm -f "$$file"; done)
# Of each product its checksum is kept as it was made: what is in the manifest is this, and
# what lies there must be the same. This record is what make makes. A product that came out
# as it was keeps its time, and nothing is made of it again.
record = $(BUILD)/made/$(1).sha256
it = $(patsubst $(BUILD)/made/%.sha256,%,$@)
# The recipe of a product follows; in it $(it) is the product.
define product # FILE, what it needs
$(1): $(call record,$(1)) ; +
made_here += $(1)
$(call record,$(1)): $(2)
endef
# Recipes are many and short: what the shell can do itself starts no program.
folder = { test -d $(1) || mkdir -p $(1); }
appear = $(call folder,$(@D)) && p=$(it) r=$@ && sum=$$(sha256sum $$p.$(part)) && sum="$${sum%% *}  $$p" && was= && \
	{ [ ! -e $$p ] || [ ! -e $$r ] || read -r was < $$r; } && if [ "$$was" = "$$sum" ]; \
	then echo "$$sum" > $$p.$(part) && mv $$p.$(part) $$r; \
	else echo "$$sum" > $$r.$(part) && mv $$p.$(part) $$p && mv $$r.$(part) $$r; fi
# $(call as_made,FILES): ends when one is not what make made.
as_made = said=$$(sha256sum --check --quiet $(foreach file,$(1),$(call record,$(file))) 2>&1) || \
	{ sed -n -e 's/: FAILED.*/: is not what make made; move it away if it was changed by hand, then make again/p' \
		-e 's/^sha256sum: \(.*\): no properly .*/\1: holds no checksum; remove it, then make again/p' <<< "$$said" >&2; exit 1; }
# The same while a recipe is read, so that nothing is left to be done. `make -n` makes nothing
# that could be looked at.
dry := $(findstring n,$(filter-out --%,$(firstword -$(MAKEFLAGS))))
need_made = $(if $(dry),,$(shell $(call as_made,$(1)))$(if $(filter-out 0,$(.SHELLSTATUS)),$(error what make made was changed)))
# Nothing is made of a product that is not what make made.
sound = $(if $(filter $(made_here),$^),$(call as_made,$(filter $(made_here),$^));)
# make one product: $(call made,word,command,input). It appears whole or not at all.
made = @printf '  %-7s %s\n' $(1) $(it); $(call in_silence,$(2),$(3))
in_silence = $(sound)$(call folder,$(dir $(it))); $(stages_first); { $(1); } < $(or $(2),/dev/null) > $(it).$(part) && $(appear)

pipe_of = $(if $(ASOF),$(patsubst vintage,vintage --policy asof=$(ASOF),$($(1))),$($(1)))
title_of = $(call quoted,$(if $(ASOF),$($(1).question),$($(1).title))$(2))
as_of = $(if $(ASOF), --as-of $(ASOF))
# ASOF as people write it: 17 June 2021.
asof_parts := $(subst -, ,$(ASOF))
asof_month := $(filter 01 02 03 04 05 06 07 08 09 10 11 12,$(word 2,$(asof_parts)))
asof_words := $(strip $(if $(asof_month),$(patsubst 0%,%,$(word 3,$(asof_parts))) $(word $(patsubst 0%,%,$(asof_month)),\
	January February March April May June July August September October November December) $(word 1,$(asof_parts)),$(ASOF)))
subtitle_of = $(call quoted,$($(1).subtitle)$(if $(ASOF), (as published by $(asof_words))))
# The names of the pipes whose results the pipes of a figure read, however deep.
reads = $(foreach what,$(patsubst $(DATA)/$(1)-%.csv,%,$(filter $(DATA)/$(1)-%,$(call tokens,$(2)))),\
	$(what) $(call reads,$(1),$($(1).$(what))))

define an_input # NAME, WHAT
$(call product,$(DATA)/$(1)-$(2).csv,$(figures_in)/$(1).mk $(call needs,$($(1).$(2))))
	$$(call made,data,$$(call pipe_of,$(1).$(2)))
endef

define a_table # NAME, extra words for the title, stem of the product
$(call product,$(OUT)/tables/$(3).md,$(OUT)/tables/$(3).csv $(BIN)/table $(reading) $(figures_in)/$(1).mk)
	$$(call made,table,table --format markdown$(as_of) --title $$(call title_of,$(1),$(2)) \
		--subtitle $$(call subtitle_of,$(1)) $$(if $(2),,$$($(1).table)),$$<)
$(call product,$(OUT)/tables/$(3).html,$(OUT)/tables/$(3).csv $(BIN)/table $(reading) $(figures_in)/$(1).mk)
	$$(call made,table,table --format html$(as_of) --title $$(call title_of,$(1),$(2)) \
		--subtitle $$(call subtitle_of,$(1)) $$(if $(2),,$$($(1).table)),$$<)
endef

define a_picture # NAME, format, product
$(call product,$(or $(3),$(OUT)/figures/$(1).$(2)),$(OUT)/tables/$(1).csv $(if $($(1).trend),$(OUT)/tables/$(1)-trend.csv) \
		$(BIN)/plot $(call needs,$($(1).shown) $($(1).plot)) $(figures_in)/$(1).mk \
		pipeline/plots/$(1).gp $(ENGINE)/plots/theme.gp)
	$$(call made,plot,$$(if $$($(1).shown),$$($(1).shown) | )plot --template pipeline/plots/$(1).gp --theme $(ENGINE)/plots/theme.gp --format $(2)$(as_of) \
		--title $$(call title_of,$(1)) --subtitle $$(call subtitle_of,$(1)) \
		$(if $($(1).trend),--trend $(OUT)/tables/$(1)-trend.csv) $$($(1).plot),$$<)
endef

define a_figure # NAME
$(call product,$(OUT)/tables/$(1).csv,$(figures_in)/$(1).mk $(call needs,$($(1).pipe)))
	$$(call made,data,$$(call pipe_of,$(1).pipe))
$(foreach what,$(sort $(call reads,$(1),$($(1).pipe))),
$(call an_input,$(1),$(what))
)
$(call a_table,$(1),,$(1))
$(if $($(1).trend),
$(call product,$(OUT)/tables/$(1)-trend.csv,$(OUT)/tables/$(1).csv $(call needs,$($(1).trend)))
	$$(call made,trend,$$($(1).trend),$$<)
$(call a_table,$(1),: trend,$(1)-trend))
$(call a_picture,$(1),svg)
$(call a_picture,$(1),png)
$(firstword $(subst -, ,$(1))): $(call tables_of,$(1)) $(call pictures_of,$(1))
.PHONY: $(firstword $(subst -, ,$(1)))
endef
tables_of = $(foreach stem,$(1) $(if $($(1).trend),$(1)-trend),$(addprefix $(OUT)/tables/$(stem),.csv .md .html))
pictures_of = $(addprefix $(OUT)/figures/$(1),.svg .png)
$(foreach name,$(figure_names),$(if $($(name).pipe),,$(error $(figures_in)/$(name).mk sets no $(name).pipe)))
$(foreach name,$(figure_names),$(eval $(call a_figure,$(name))))

all_tables := $(foreach name,$(figure_names),$(call tables_of,$(name)))
all_pictures := $(foreach name,$(figure_names),$(call pictures_of,$(name)))
# Claims are of no one country.
ifeq ($(country),)
include $(ENGINE)/claims.mk
endif

include $(ENGINE)/data.mk

.PHONY: products figures tables claims clean burn help
# What `explain` reads: of every table its name, file, title, subtitle and the options of
# `table`; of every file that a pipe makes what the pipe reads on standard input, and the
# pipe. Fields are parted by tabs.
tab := $(subst ,,	)
recipe_of_table = $(info table$(tab)$(2)$(tab)$(OUT)/tables/$(2).csv$(tab)$(if $(ASOF),$($(1).question),$($(1).title))$(tab)$($(1).subtitle)$(tab)$(3))
recipe_of_pipe = $(info pipe$(tab)$(2)$(tab)$(3)$(tab)$(call pipe_of,$(1)))
recipe_of = $(call recipe_of_table,$(1),$(1),$($(1).table)) \
	$(foreach what,$(sort $(call reads,$(1),$($(1).pipe))),$(call recipe_of_pipe,$(1).$(what),$(DATA)/$(1)-$(what).csv)) \
	$(call recipe_of_pipe,$(1).pipe,$(OUT)/tables/$(1).csv) \
	$(if $($(1).trend),$(call recipe_of_table,$(1),$(1)-trend) \
		$(call recipe_of_pipe,$(1).trend,$(OUT)/tables/$(1)-trend.csv,$(OUT)/tables/$(1).csv))
.PHONY: recipe
recipe:
	$(if $(ASOF),$(info asof$(tab)$(ASOF)))$(foreach name,$(figure_names),$(call recipe_of,$(name)))$(recipe_of_all_claims)@:

figures: $(all_pictures) ## every figure under out/figures, SVG and PNG
tables: $(all_tables) ## every table under out/tables, CSV, Markdown and HTML
all_products := $(sort $(all_pictures) $(all_tables) $(all_claims))
products: figures tables $(all_claims) as-made $(OUT)/MANIFEST.sha256
	$(call need_made,$(OUT)/MANIFEST.sha256)
	$(if $(wildcard $(BUILD)/before),@bash $(ENGINE)/changed $(BUILD) $(OUT))
as-made: $(all_products)
	$(call need_made,$^)
.PHONY: as-made FORCE

$(eval $(call product,$(OUT)/MANIFEST.sha256,$(all_products) $(content_folders)))
$(call record,$(OUT)/MANIFEST.sha256):
	$(call made,sums,cat $(foreach file,$(all_products),$(call record,$(file))) | sed 's|  $(OUT)/|  |')

# The site: pages from the products, a style sheet and scripts. The recipe is what make
# itself says of the products. A figure's page and those of its numbers are one run, which
# runs its pipe once more to say what each number was made of; of where its numbers stand in
# the picture there is a table beside.
site_files := $(OUT)/report/style.css $(OUT)/report/site.js
$(OUT)/report/style.css: $(ENGINE)/site/style.css
$(OUT)/report/site.js: $(wildcard $(ENGINE)/site/*.js)
$(site_files):
	@mkdir -p $(@D) && cat $^ > $@.$(part) && mv $@.$(part) $@
# $(call site,RECIPE)
site = $(BIN)/site --recipe $(1) --certificates $(ENGINE)/certificates $(if $(filter-out build,$(BUILD)),--build $(BUILD)) --output $(OUT)/report \
	$(if $(ASOF),--newest ../../report/index.html,--changed $(BUILD)/changed)
# Pages appear in place: of two makes at once one waits at each part of the site for the other.
one_by_one = exec 9> $(DATA)/site-$(or $*,pages).lock && { ! type flock &> /dev/null || flock 9; }
# Methods are told by every stage itself.
$(OUT)/report/index.html: $(OUT)/MANIFEST.sha256 $(DATA)/recipe $(stages:%=$(BIN)/%) $(call as_read,$(wildcard datasets/*.csv datasets/codes/*.csv datasets/rules/* datasets/ledger/*)) $(wildcard $(ENGINE)/certificates/*)
	$(if $(wildcard $(BUILD)/before),@bash $(ENGINE)/changed $(BUILD) $(OUT))
	@printf '  %-7s %s\n' site $@
	@$(one_by_one) && $(call site,$(DATA)/recipe) $(filter-out site,$(stages)) && touch $@
# What the pipes of a figure read: a page of a number tells what else was said of it, and where,
# also when the table stays as it is.
needs_of = $(sort $(call needs,$(foreach pipe,pipe trend $(sort $(call reads,$(1),$($(1).pipe))),$($(1).$(pipe)))))
define a_figure_page # NAME
$(call a_picture,$(1),places,$(DATA)/places/$(1).csv)
$(patsubst %,$(OUT)/report/numbers/%/index.html,$(call data_stems_of,$(1))): $(DATA)/recipes/$(1) $(call needs_of,$(1))
$(OUT)/report/numbers/$(1)/index.html: $(OUT)/figures/$(1).svg $(DATA)/places/$(1).csv $(if $($(1).trend),$(OUT)/tables/$(1)-trend.csv)
endef
$(foreach name,$(figure_names),$(eval $(call a_figure_page,$(name))))
site_figures := $(foreach stem,$(data_stems),$(OUT)/report/numbers/$(stem)/index.html)
$(site_figures): $(OUT)/report/numbers/%/index.html: $(OUT)/tables/%.csv $(BIN)/site $(reading)
	@printf '  %-7s %s\n' site $(OUT)/report/figures/$*.html
	@$(one_by_one) && $(call site,$(filter $(DATA)/recipes/%,$^)) --places $(DATA)/places --memo $(DATA)/memo-$* --figure $* && touch $@
# A page and a picture a claim, for what leads here.
site_cards := $(foreach a,$(if $(all_claims),$(claims_articles)),$(OUT)/report/cards/$(a)/index.html)
$(site_cards): $(OUT)/report/cards/%/index.html: $(OUT)/claims/%.csv pipeline/claims/%.claims $(DATA)/recipes/% $(BIN)/site $(call as_read,datasets/sources.csv)
	@printf '  %-7s %s\n' site $@
	@$(one_by_one) && $(call site,$(DATA)/recipes/$*) --cards $* && touch $@
# What readers take away lies within the site, so that the folder can be moved.
site_taken := $(filter %.csv %.xlsx %.ods,$(data_tables)) $(out_data)/datapackage.json $(all_pictures) \
	$(filter %.csv %.md,$(all_claims))
# A figure that was taken away and is back keeps its products, and their times: what is not
# there is taken too. What another make writes aside stays.
taken_anew = $(filter-out %/$(@F),$(sort $(filter $(site_taken),$?) \
	$(foreach file,$(site_taken),$(if $(wildcard $(@D)/$(notdir $(file))),,$(file)))))
$(OUT)/report/files/datapackage.json: $(site_taken) $(content_folders)
	@$(one_by_one) && mkdir -p $(@D) && rm -f $(filter-out $@.part% $(addprefix $(@D)/,$(notdir $(site_taken))),$(wildcard $(@D)/*)) && \
		$(if $(taken_anew),cp $(taken_anew) $(@D)/ &&) cp $(out_data)/$(@F) $@.$(part) && mv $@.$(part) $@
report: $(OUT)/report/index.html $(site_files) $(site_figures) $(site_cards) $(OUT)/report/files/datapackage.json ## the site under out/report, to be opened from its folder
.PHONY: report

# What was made and is not there is made again.
gone := $(filter-out $(wildcard $(made_here)),$(made_here))
ifneq ($(gone),)
$(foreach file,$(gone),$(call record,$(file))): FORCE
endif

clean: ## remove what was computed, in out/ and build/; what was compiled stays
	@rm -rf out $(foreach made,data claims made read as-of-* country-*,$(BUILD)/$(made))

burn: ## remove everything made: out/ and build/
	@rm -rf out build $(BUILD)

help: ## this list
	@sed -n 's/^\([a-z][a-z -]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | sort -u | \
		while IFS=$$'\t' read -r name text; do printf '  %-10s %s\n' "$$name" "$$text"; done
	@echo "  fNN        one figure alone with its table, for example: make f01"
	@echo "  country=SRB  the figures of one country, in out/country/SRB"
