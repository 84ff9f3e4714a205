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

describe: ## after a change in datasets/ that is meant: describe the files anew
	@$(BIN)/describe datasets/describe.json > $(BUILD)/datapackage.json
	@mv $(BUILD)/datapackage.json datasets/datapackage.json
