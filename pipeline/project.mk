# The Makefile of a project that `attest init` began, but for what is its own. It is read as
# build/engine/project.mk: build/engine and build/bin are links to the engine and the stages
# of the attest that the project is tied to.

BUILD := build
BIN := $(BUILD)/bin
stages := $(notdir $(wildcard $(BIN)/*))

all: products ## everything under out/: figures, tables, claims, the manifest
.PHONY: all check describe

include $(dir $(lastword $(MAKEFILE_LIST)))rules.mk

check: ## are the datasets sound? structure, schema, codes, sources, checksums, rules
	@$(BIN)/check

describe: ## after a change in datasets/ that is meant: describe the files anew, and say which changed
	@new=datasets/datapackage.json.part; trap 'rm -f "$$new"' EXIT; \
	$(BIN)/describe datasets/describe.json > "$$new"; \
	[ ! -e datasets/datapackage.json ] || $(BIN)/describe --changes datasets/datapackage.json "$$new" || \
		echo "describe: what changed cannot be told" >&2; \
	cmp -s "$$new" datasets/datapackage.json || mv "$$new" datasets/datapackage.json
