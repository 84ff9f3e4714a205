# attest: `make help` says what can be made. NOTES.md is the map.
#
# One file, non-recursive, no lists: stages, kernels, figures, claims and tests are found
# by wildcard. A stage is stages/NAME.c; what stages share is in rooms, stages/ROOM, each
# with its room.mk. How make runs, and how products are made, stands in pipeline/rules.mk.
# `make SAN=1 ...` builds aside under sanitizers, `make WERROR=1 ...` takes warnings as errors,
# and CC, CPPFLAGS, CFLAGS, LDFLAGS and BUILD, the folder of what is built, are yours. Where
# BUILD is not build, ATTEST_BUILD, an absolute path, says so to scripts/attest and to make.

VERSION := 0.1
VERSION_DATE := 2026-11-28
ifneq ($(filter default undefined,$(origin CC)),)
CC := gcc
endif
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wformat=2 \
	-Wstrict-prototypes -Wmissing-prototypes -Wcast-qual -Wundef -Wvla \
	-Wnull-dereference -Wswitch-enum $(if $(WERROR),-Werror)
BASE := -std=c11 -Istages -D_POSIX_C_SOURCE=200809L -DHAVE_INLINE -DATTEST_VERSION='"$(VERSION)"'
ifdef SAN
BUILD := build/san
CFLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
else
BUILD := $(or $(ATTEST_BUILD),build)
CFLAGS ?= -O2
endif
# Results are the same on every machine: no multiplication and addition in one rounding.
COMPILE := $(CC) $(BASE) $(WARN) $(CPPFLAGS) $(CFLAGS) -ffp-contract=off
LIBS := -lgsl -lgslcblas -lglpk -lcsv -lisal -lzip -lexpat -lunistring -ljansson -lnettle -lpthread -lm
BIN := $(BUILD)/bin
ifeq ($(shell uname),Darwin)
AR_FLAGS := rcs
whole = -Wl,-force_load,$(1)
else
AR_FLAGS := rcsD
whole = -Wl,--whole-archive $(1) -Wl,--no-whole-archive
as_needed := -Wl,--as-needed
endif

stages := $(patsubst stages/%.c,%,$(wildcard stages/*.c))
bins := $(stages:%=$(BIN)/%)
units := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*/*.c))
sources := $(wildcard stages/*.[ch] stages/*/*.[ch] tests/unit/*.[ch] tests/unit/*/*.[ch] tests/fuzz/*.[ch] tests/bench/*.[ch] tests/calibrate/*.[ch] tests/calibrate/*/*.[ch] tests/*.[ch])

all: build products ## build everything under out/: figures, tables, claims, the manifest
build: $(bins) $(BUILD)/starter ## the stages alone, as build/bin/NAME
.PHONY: accept bench cases bench-stat calibrate certificates certify check-web describe dist all build products figures tables claims units check verify interrupted fuzz lint analyse format install uninstall FORCE

# Flags are compared while reading, so that a change of flags rebuilds and nothing else does.
flags := $(COMPILE) $(LDFLAGS) $(LIBS)
ifneq ($(strip $(file < $(BUILD)/flags)),$(strip $(flags)))
$(BUILD)/flags: FORCE
endif
$(BUILD)/flags:
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(flags))' > $@

# Everything is written aside and then renamed, so that an interrupted make leaves nothing
# half-written under its own name. $(call object,options), $(call program,inputs,libraries)
object = $(COMPILE) $(1) -MMD -MP -MF $(@:.o=.d).$(part) -MT $@ -c $< -o $@.$(part) && \
	mv $(@:.o=.d).$(part) $(@:.o=.d) && mv $@.$(part) $@
program = $(COMPILE) $(1) $(LDFLAGS) $(as_needed) $(LIBS) $(2) -o $@.$(part) && mv $@.$(part) $@

# The head comment of a stage is the text of its --help.
$(BUILD)/about/%.h: stages/%.c scripts/about
	@mkdir -p $(@D)
	@scripts/about $* $< $(filter %.c,$(filter-out $<,$^)) > $@.$(part) && mv $@.$(part) $@

$(stages:%=$(BUILD)/obj/%.o): $(BUILD)/obj/%.o: stages/%.c $(BUILD)/about/%.h $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cc      $<"
	@$(call object,-DSTAGE_NAME='"$*"' -include $(BUILD)/about/$*.h)

$(patsubst stages/%.c,$(BUILD)/obj/%.o,$(wildcard stages/*/*.c)): $(BUILD)/obj/%.o: stages/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cc      $<"
	@$(call object)

# An archive a room. What a room may use is its link line: itself and all below it.
include $(wildcard stages/*/room.mk)
rooms := $(patsubst stages/%/room.mk,%,$(wildcard stages/*/room.mk))
with_below = $(1) $(foreach room,$($(1).below),$(call with_below,$(room)))
archive = $(BUILD)/rooms/lib$(1).a
archives_of = $(foreach room,$(call with_below,$(1)),$(call archive,$(room)))
libs_of = $(foreach room,$(call with_below,$(1)),$($(room).libs))
archives := $(foreach room,$(rooms),$(call archive,$(room)))
all_archives := $(foreach room,$(rooms),$(call archives_of,$(room)))

define a_room # NAME
$(call archive,$(1)): $(patsubst stages/%.c,$(BUILD)/obj/%.o,$(wildcard stages/$(1)/*.c))
# The whole room linked with the rooms below it and nothing else.
$(BUILD)/rooms/$(1): tests/unit/nothing.c $(call archives_of,$(1))
	@$$(COMPILE) $$< $$(LDFLAGS) $(call whole,$(call archive,$(1))) \
		$(call archives_of,$(1)) $(call libs_of,$(1)) -o $$@
endef
$(foreach room,$(rooms),$(eval $(call a_room,$(room))))
# The table of a room's methods, where room.mk names their type.
define a_list # ROOM
$(BUILD)/methods/$(1).c: scripts/methods $(wildcard stages/$(1)/*)
	@mkdir -p $$(@D)
	@scripts/methods $(1) > $$@.$$(part) && mv $$@.$$(part) $$@
$(BUILD)/obj/methods/$(1).o: $(BUILD)/methods/$(1).c $(BUILD)/flags
	@mkdir -p $$(@D)
	@$$(call object)
$(call archive,$(1)): $(BUILD)/obj/methods/$(1).o
# What they say of themselves is in the help of the stage of that name, or that room.mk names.
$(BUILD)/about/$(or $($(1).stage),$(1)).h: $(wildcard stages/$(1)/method_*.c stages/$(1)/function_*.c)
endef
$(foreach room,$(rooms),$(if $($(room).methods),$(eval $(call a_list,$(room)))))
$(archives):
	@mkdir -p $(@D)
	@rm -f $@.$(part) && ar $(AR_FLAGS) $@.$(part) $^ && mv $@.$(part) $@
rooms: ## each room links with the rooms below it alone; what it includes says the same
rooms: $(rooms:%=$(BUILD)/rooms/%)
	@tests/checks/rooms
print-rooms: ; @:$(foreach room,$(rooms),$(info $(room) $(sort $(call with_below,$(room)))))
.PHONY: rooms print-rooms

$(bins): $(BIN)/%: $(BUILD)/obj/%.o $(archives)
	@mkdir -p $(@D)
	@$(call program,$< $(all_archives))

# Unit tests of a room, tests/unit/ROOM/x.c, link that room and those below it.
$(BUILD)/unit/%.o: tests/unit/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@$(call object,-Itests/unit)
# What tests share, tests/unit/x.c: taken by those that use it.
$(BUILD)/unit/helpers.a: $(patsubst tests/unit/%.c,$(BUILD)/unit/%.o,$(wildcard tests/unit/*.c))
	@rm -f $@.$(part) && ar $(AR_FLAGS) $@.$(part) $^ && mv $@.$(part) $@
define unit_tests # ROOM
$(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/$(1)/*.c)): \
		$(BUILD)/unit/%: $(BUILD)/unit/%.o $(BUILD)/unit/helpers.a $(call archives_of,$(1))
	@echo "  unit    $$@"
	@$$(call program,$$< $(BUILD)/unit/helpers.a $(call archives_of,$(1)),-lcmocka)
endef
$(foreach room,$(rooms),$(eval $(call unit_tests,$(room))))
$(BUILD)/certify: tests/certify.c $(BUILD)/unit/ref.o $(call archives_of,solver) $(BUILD)/flags
	@echo "  cc      $<"
	@$(call program,-Itests -MMD -MP -MF $@.d -MT $@ $< $(BUILD)/unit/ref.o $(call archives_of,solver),-lcmocka)
$(BUILD)/bench/%: tests/bench/%.c $(call archives_of,stat) $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cc      $<"
	@$(call program,$< $(call archives_of,stat))

$(BUILD)/bench/cases: tests/bench/cases.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cc      $<"
	@$(call program,$<)
bench: build $(BUILD)/bench/cases ## tally beside what else counts: a table in Markdown; ROWS=100000,1000000
	@BUILD=$(BUILD) scripts/bench-cases $(ROWS:%=--rows=%)

cases: build ## the case file of the CTDC, where it is at hand, counted, protected and drawn: out/cases; CTDC=FILE
	@BUILD=$(BUILD) scripts/case-tables $(CTDC)

bench-stat: build $(BUILD)/bench/kernels ## how long statistics take, beside base R when it is there
	@BUILD=$(BUILD) scripts/bench-stat

simulated := $(patsubst tests/calibrate/%/simulate.c,$(BUILD)/calibrate/%,$(wildcard tests/calibrate/*/simulate.c))
$(simulated): $(BUILD)/calibrate/%: tests/calibrate/simulate.c tests/calibrate/%/simulate.c tests/calibrate/simulate.h tests/calibrate/series/kinds.h $(BUILD)/flags
	@mkdir -p $(@D)
	@$(COMPILE) -Itests $(filter %.c,$^) $(LDFLAGS) -Wl,--as-needed $(LIBS) -o $@
calibrate: build $(simulated) ## verdicts and limits on simulated series: out/calibration.md (minutes); SEED=2 SERIES=500 LEVEL=99
	@tests/calibrate/run --progress --build $(BUILD) $(call typed,SEED,$(digits),a whole number)$(call typed,SERIES,$(digits),a whole number)$(call typed,LEVEL,$(digits),90 or 95 or 99)$(SEED:%=--seed %) $(SERIES:%=--series %) $(LEVEL:%=--level %)

# The site in a browser (scripts/setup --browser); ALL=1: every page; SHOTS=DIR: screenshots.
web_modules := $(BUILD)/web/node_modules/.package-lock.json
$(web_modules): tests/web/package.json tests/web/package-lock.json
	@command -v npm > /dev/null || { echo "check-web: there is no npm; scripts/setup --browser installs what it needs" >&2; exit 69; }
	@mkdir -p $(BUILD)/web && cp $^ $(BUILD)/web && cd $(BUILD)/web && npm ci --silent --no-audit --no-fund
check-web: report data $(web_modules) ## the site in Chromium, as readers use it; ALL=1: every page; what is for machines, by schemas
	@node tests/web/data.mjs $(OUT)/data $(BUILD)/web datasets
	@node tests/web/run.mjs $(ALL:%=--all) $(SHOTS:%=--screenshots %) $(if $(ONLY),--only '$(ONLY)') $(OUT)/report $(BUILD)/web

certify: $(BUILD)/certify ## every reference value beside ours: out/certificate.md
	@mkdir -p out && $<

# What the site says of both tests: a line for each case, a line for each family of kinds.
certificates: certify ## after make certify and make calibrate: what the site says of them
	@[ -e out/calibration-families.csv ] || { echo "certificates: no out/calibration-families.csv; make calibrate makes it" >&2; exit 66; }
	@cp out/certificate-cases.csv pipeline/certificates/certificate.csv && cp out/calibration-families.csv pipeline/certificates/calibration.csv

# Made on the way, and kept.
.PRECIOUS: $(BUILD)/about/%.h $(BUILD)/unit/%.o

units: $(units) ## the unit tests, built and not run

include pipeline/rules.mk

# What `attest init` copies.
$(BUILD)/starter: scripts/starter $(shell find pipeline/starter -type f) $(addprefix $(BIN)/,keep describe) \
		$(call as_read,datasets/ledger/convictions.csv datasets/sources.csv datasets/describe.json $(wildcard datasets/codes/* datasets/rules/*.rule))
	@scripts/starter $(BIN) $@.$(part)
	@rm -rf $@ && { mv -T $@.$(part) $@ 2> /dev/null || rm -r $@.$(part); }

.PHONY: bless
bless: products ## after looking at them: products become golden, README.md shows what is made
	@mkdir -p tests/golden/claims && cp $(filter %.csv,$(all_tables)) $(OUT)/MANIFEST.sha256 tests/golden/
	@cp $(filter %.csv,$(all_claims)) tests/golden/claims/ && gnuplot --version > tests/golden/gnuplot-version
	@scripts/verify list | gzip -n9 > tests/golden/datasets.gz
	@tests/checks/readme --write

check: build units $(simulated) $(rooms:%=$(BUILD)/rooms/%) $(if $(SAN),,products) ## all tests; ends with "N passed, N failed"; SAN=1: under sanitizers
	@tests/run --build $(BUILD)$(if $(SAN), --no-products)

describe: $(BIN)/describe ## after a change in datasets/ that is meant: describe the files anew
	@BUILD=$(BUILD) scripts/describe

accept: $(BIN)/check $(BIN)/describe ## after looking at what check found: rules/known.csv as the exceptions that list their findings now have it
	@$(BIN)/check --accept > datasets/rules/known.$(part) || { rm -f datasets/rules/known.$(part); exit 1; }
	@mv datasets/rules/known.$(part) datasets/rules/known.csv
	@BUILD=$(BUILD) scripts/describe

reconcile: build ## the publishers' files, where they are at hand, against the ledger and a second reading (slow)
	@BUILD=$(BUILD) SECOND=1 tests/checks/published-files
	@BUILD=$(BUILD) tests/checks/world-files

verify: build ## inputs against checksums and rules; every product made anew, against tests/golden
	+@BUILD=$(BUILD) MAKE="$(MAKE)" scripts/verify all $(BUILD)/verify

interrupted: all ## kill a build 50 times in a copy; all products must come out whole (slow)
	@tests/slow/interrupted

fuzz: ## every parser under libFuzzer: RUNS=5000 texts each, or SECONDS_EACH=600
	@scripts/fuzz $(RUNS)

second := $(BASE) $(WARN) -DSTAGE_NAME='""' -DSTAGE_ABOUT=NULL -Itests -Itests/unit
lint: ## a second compiler and the formatter; silent when all is well
	@clang -fsyntax-only -Werror $(second) $(filter %.c,$(sources))
	@clang-format --dry-run -Werror $(sources)

# The analyser is slow: it looks again at a file when its object was made again.
$(BUILD)/analyse/%: $(BUILD)/obj/%.o
	@mkdir -p $(@D)
	@clang --analyze --analyzer-output text -Xclang -analyzer-werror $(second) stages/$*.c
	@touch $@
analyse: $(patsubst stages/%.c,$(BUILD)/analyse/%,$(wildcard stages/*.c stages/*/*.c)) ## the analyser, on what changed

# GNU's names for places; PREFIX is prefix. No program knows them: the front door finds the
# rest from where it is, so that what was installed can be moved.
prefix := $(or $(PREFIX),/usr/local)
bindir := $(prefix)/bin
libexecdir := $(prefix)/libexec
datarootdir := $(prefix)/share
mandir := $(datarootdir)/man
docdir := $(datarootdir)/doc/attest
export bindir libexecdir datarootdir mandir docdir
install: build ## the front door, the stages, what a project needs; with PREFIX=/usr/local, DESTDIR=
	@scripts/install $(BUILD) $(VERSION_DATE)
uninstall: ## take away what install has put there, with the same PREFIX and DESTDIR
	@scripts/install --remove

dist: ## the sources as they are committed, build/attest-VERSION.tar.gz, the same bytes each time
	@mkdir -p $(BUILD)
	@git archive --prefix=attest-$(VERSION)/ HEAD | gzip -n9 > $(BUILD)/attest-$(VERSION).tar.gz
	@echo "$(BUILD)/attest-$(VERSION).tar.gz"

format: ## lay the sources out as .clang-format says
	@clang-format -i $(sources)

-include $(wildcard $(BUILD)/obj/*.d $(BUILD)/obj/*/*.d $(BUILD)/unit/*.d $(BUILD)/unit/*/*.d $(BUILD)/*.d)
