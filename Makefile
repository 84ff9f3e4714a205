# attest: `make help` says what can be made. NOTES.md is the map.
#
# One file, non-recursive, no lists: stages, kernels, figures, claims and tests are found
# by wildcard. A stage is stages/NAME.c; what it shares is stages/lib, pure kernels are
# stages/stat. How make runs, and how products are made, stands in pipeline/rules.mk.
# `make SAN=1 ...` builds aside under sanitizers.

VERSION := 0.1
CC := gcc
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wformat=2 \
	-Wstrict-prototypes -Wmissing-prototypes -Wcast-qual -Wundef -Wvla \
	-Wnull-dereference -Wswitch-enum -Werror
BASE := -std=c11 -D_POSIX_C_SOURCE=200809L -DHAVE_INLINE -DATTEST_VERSION='"$(VERSION)"'
ifdef SAN
BUILD := build/san
OPT := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=all -ffp-contract=off
else
BUILD := build
OPT := -O2 -ffp-contract=off
endif
CFLAGS := $(BASE) $(OPT) $(WARN)
LIBS := -lgsl -lgslcblas -lglpk -lcsv -lz -lzip -lexpat -lunistring -ljansson -lnettle -lpthread -lm
BIN := $(BUILD)/bin

stages := $(patsubst stages/%.c,%,$(wildcard stages/*.c))
bins := $(stages:%=$(BIN)/%)
libs := $(BUILD)/libattest.a $(BUILD)/libstat.a
units := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(filter-out tests/unit/ref.c,$(wildcard tests/unit/*.c)))
sources := $(wildcard stages/*.[ch] stages/*/*.[ch] tests/unit/*.[ch] tests/fuzz/*.[ch] tests/bench/*.[ch] tests/*.[ch])

all: build products ## build everything under out/: figures, tables, claims, the manifest
build: $(bins) $(BUILD)/starter ## the stages alone, as build/bin/NAME
.PHONY: bench-stat certify describe all build products figures tables claims units check verify interrupted lint analyse format install uninstall FORCE

# Flags are compared while reading, so that a change of flags rebuilds and nothing else does.
flags := $(CC) $(CFLAGS) $(LIBS)
ifneq ($(strip $(file < $(BUILD)/flags)),$(strip $(flags)))
$(BUILD)/flags: FORCE
endif
$(BUILD)/flags:
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(flags))' > $@

# Everything is written aside and then renamed, so that an interrupted make leaves nothing
# half-written under its own name. $(call object,options), $(call program,inputs,libraries)
object = $(CC) $(CFLAGS) $(1) -MMD -MP -MF $(@:.o=.d).part -MT $@ -c $< -o $@.part && \
	mv $(@:.o=.d).part $(@:.o=.d) && mv $@.part $@
program = $(CC) $(CFLAGS) $(1) -Wl,--as-needed $(LIBS) $(2) -o $@.part && mv $@.part $@

# The head comment of a stage is the text of its --help.
$(BUILD)/about/%.h: stages/%.c scripts/about
	@mkdir -p $(@D)
	@scripts/about $* $< > $@.part && mv $@.part $@

$(BUILD)/obj/%.o: stages/%.c $(BUILD)/about/%.h $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cc      $<"
	@$(call object,-DSTAGE_NAME='"$*"' -include $(BUILD)/about/$*.h)

$(BUILD)/obj/lib/%.o $(BUILD)/obj/stat/%.o: | $(BUILD)/obj
$(BUILD)/obj/lib/%.o: stages/lib/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cc      $<"
	@$(call object)
$(BUILD)/obj/stat/%.o: stages/stat/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cc      $<"
	@$(call object)
$(BUILD)/obj: ; @mkdir -p $@

$(BUILD)/libattest.a: $(patsubst stages/%.c,$(BUILD)/obj/%.o,$(wildcard stages/lib/*.c))
$(BUILD)/libstat.a: $(patsubst stages/%.c,$(BUILD)/obj/%.o,$(wildcard stages/stat/*.c))
$(libs):
	@rm -f $@.part && ar rcsD $@.part $^ && mv $@.part $@

$(bins): $(BIN)/%: $(BUILD)/obj/%.o $(libs)
	@mkdir -p $(@D)
	@$(call program,$< $(libs))

# What `attest init` copies.
$(BUILD)/starter: scripts/starter $(shell find pipeline/starter -type f) $(addprefix $(BIN)/,keep describe) \
		datasets/ledger/convictions.csv datasets/sources.csv datasets/describe.json $(wildcard datasets/codes/*)
	@scripts/starter $(BIN) $@.part
	@rm -rf $@ && mv $@.part $@

# Unit tests of kernels link libstat alone, so that stat/ cannot use lib/; those named
# lib_* test lib/ and link both.
$(BUILD)/unit/%.o: tests/unit/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@$(call object,-Istages)
$(BUILD)/unit/lib_%: $(BUILD)/unit/lib_%.o $(BUILD)/unit/ref.o $(libs)
	@echo "  unit    $@"
	@$(call program,$^,-lcmocka)
$(BUILD)/unit/%: $(BUILD)/unit/%.o $(BUILD)/unit/ref.o $(BUILD)/libstat.a
	@echo "  unit    $@"
	@$(call program,$^,-lcmocka)
$(BUILD)/certify: tests/certify.c $(BUILD)/unit/ref.o $(libs) $(BUILD)/flags
	@echo "  cc      $<"
	@$(CC) $(CFLAGS) -Istages -Itests -MMD -MP $< $(BUILD)/unit/ref.o $(libs) \
		-Wl,--as-needed $(LIBS) -lcmocka -o $@
$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libstat.a $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cc      $<"
	@$(CC) $(CFLAGS) -Istages $< $(BUILD)/libstat.a \
		-Wl,--as-needed $(LIBS) -o $@

bench-stat: build $(BUILD)/bench/kernels ## how long statistics take, beside base R when it is there
	@scripts/bench-stat

certify: $(BUILD)/certify ## every reference value beside ours: out/certificate.md
	@mkdir -p out && $<

# Made on the way, and kept.
.PRECIOUS: $(BUILD)/about/%.h $(BUILD)/unit/%.o

units: $(units) ## the unit tests, built and not run

include pipeline/rules.mk

.PHONY: bless
bless: products ## after looking at them: products become golden, README.md shows what is made
	@mkdir -p tests/golden/claims && cp $(filter %.csv,$(all_tables)) $(OUT)/MANIFEST.sha256 tests/golden/
	@cp $(filter %.csv,$(all_claims)) tests/golden/claims/ && gnuplot --version > tests/golden/gnuplot-version
	@tests/checks/readme --write

check: build units $(if $(SAN),,products) ## all tests; ends with "N passed, N failed"; SAN=1: under sanitizers
	@tests/run --build $(BUILD)

describe: $(BIN)/describe ## after a change in datasets/ that is meant: describe the files anew
	@BUILD=$(BUILD) scripts/describe

reconcile: build ## the publishers' files, where they are at hand, against the ledger
	@BUILD=$(BUILD) tests/checks/published-files

verify: build ## inputs against checksums and rules; every product made anew, against tests/golden
	+@BUILD=$(BUILD) MAKE="$(MAKE)" scripts/verify all $(BUILD)/verify

interrupted: all ## kill a build 50 times in a copy; all products must come out whole (slow)
	@tests/slow/interrupted

second := $(BASE) $(WARN) -DSTAGE_NAME='""' -DSTAGE_ABOUT=NULL -Istages -Itests
lint: ## a second compiler and the formatter; silent when all is well
	@clang -fsyntax-only $(second) $(filter %.c,$(sources))
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
	@scripts/install $(BUILD)
uninstall: ## take away what install has put there, with the same PREFIX and DESTDIR
	@scripts/install --remove

format: ## lay the sources out as .clang-format says
	@clang-format -i $(sources)

-include $(wildcard $(BUILD)/obj/*.d $(BUILD)/obj/*/*.d $(BUILD)/unit/*.d $(BUILD)/*.d)
