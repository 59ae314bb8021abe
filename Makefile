# Two commands for a newcomer: `make demo` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_OUT ?= demo-out

.DEFAULT_GOAL := help
.PHONY: help setup setup-test demo test bench theatre lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.ready  ## install the program at .venv/bin/vedette
setup-test: $(VENV)/.ready-test  ## and what the tests need

$(VENV)/.ready: requirements/run.lock pyproject.toml scripts/setup
	PYTHON=$(PYTHON) scripts/setup run
	@touch $@

$(VENV)/.ready-test: requirements/test.lock requirements/run.lock pyproject.toml scripts/setup
	PYTHON=$(PYTHON) scripts/setup test
	@touch $@ $(VENV)/.ready

demo: setup  ## plan joint patrols for the built-in frontier; leaves demo-out/
	$(BIN)/vedette demo --out $(DEMO_OUT) --force

test: setup-test  ## run every check
	scripts/check

bench: setup-test  ## run the short benchmarks (CASE=name for one, CASE=--list for all)
	$(BIN)/python -m benchmarks $(CASE)

theatre:  ## check that the built-in theatre can be rebuilt byte for byte (needs the network)
	$(PYTHON) tools/build_theatre.py --check

lock:  ## renew the hashed requirement files (needs uv)
	scripts/lock

clean:  ## remove what the targets above made
	rm -rf $(VENV) $(DEMO_OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
