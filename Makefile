# Bare `make` lists the recipes. `demo` and `test` work alone on a fresh machine, twice in a row.
SHELL := /bin/bash
.DEFAULT_GOAL := help
SERVE ?= 1
BIN := .venv/bin
WORKERS ?= auto
RUN_STAMP := .venv/run.stamp
TEST_STAMP := .venv/test.stamp

help:  ## list the recipes
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 20

setup: $(RUN_STAMP)  ## install what the program needs into .venv

demo: $(RUN_STAMP)  ## load the demonstration zone from its workbooks and serve it (SERVE=0: load only; FRESH=1: anew)
	@$(BIN)/zonebook demo $(if $(FRESH),--fresh) $(if $(filter 0,$(SERVE)),--no-serve)

test: $(TEST_STAMP)  ## run all tests on SQLite and PostgreSQL, with the browser walks
	@tools/system-deps
	@$(BIN)/pytest -n $(WORKERS) -m "not long" --ignore=tests/pages
	@tools/with-postgres $(BIN)/pytest -n $(WORKERS) -m "not long" tests/records tests/spec tests/systems
	@$(BIN)/pytest -n $(WORKERS) tests/pages

test-long: $(TEST_STAMP)  ## the same with 10^5 random cases
	@tools/system-deps
	@ZONEBOOK_LONG=1 tools/with-postgres $(BIN)/pytest -n $(WORKERS)

check: $(TEST_STAMP)  ## style, types, import contracts, catalogue, migrations
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --config .importlinter --no-cache
	@$(BIN)/yamllint -s src
	@$(BIN)/zonebook catalog check
	@$(BIN)/python -m zonebook.site.manage makemigrations --check --dry-run

bench: .venv-bench/stamp build/fast/compile.log  ## measure this project beside its peers in one run (PART="clock rules" for some)
	@tools/system-deps
	@tools/with-postgres .venv-bench/bin/python -m bench $(PART)

bench-metricflow: .venv-bench/stamp .venv-metricflow/stamp  ## the figures' part of the bench, MetricFlow in it
	@tools/with-postgres .venv-bench/bin/python -m bench figures

fast: build/fast/compile.log  ## compile the reader of drafts, for a server that checks many (docs/adr/0014)

fix: $(TEST_STAMP)  ## let ruff put style right
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock:  ## write the hash-locked requirements anew
	@for f in run test bench; do uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links requirements/$$f.in -o requirements/$$f.lock; done

clean:  ## remove what the recipes made
	rm -rf .venv .venv-bench .venv-metricflow var build .pytest_cache .mypy_cache .ruff_cache

$(RUN_STAMP): requirements/run.lock pyproject.toml
	@tools/install requirements/run.lock
	@touch $@

$(TEST_STAMP): requirements/test.lock pyproject.toml
	@tools/install requirements/test.lock
	@touch $@ $(RUN_STAMP)

.venv-bench/stamp: requirements/bench.lock pyproject.toml
	@VENV=.venv-bench tools/install requirements/bench.lock
	@touch $@

build/fast/compile.log: $(TEST_STAMP) tools/compile $(shell find src/zonebook -name "*.py" -o -name "*.yaml")
	@tools/compile

# MetricFlow's own requirements do not go with ours; it is needed for one row of the bench alone.
.venv-metricflow/stamp: requirements/metricflow.txt
	@python3 -m venv .venv-metricflow
	@.venv-metricflow/bin/pip install -q --disable-pip-version-check -r requirements/metricflow.txt
	@touch $@

.PHONY: help setup demo test test-long check bench bench-metricflow fast fix lock clean
