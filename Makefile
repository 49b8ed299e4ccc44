# Everything runs in .venv, the vendors' SDKs in .venv-interop; the first target to need one sets it up. `make help`
# lists the targets.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INTEROP := .venv-interop/bin
SPARK := .venv-spark/bin

.DEFAULT_GOAL := all
.PHONY: all test fuzz interop spark java projects check format bench dist clean help

all: .venv/.ready  ## set up, check the contracts, regenerate the package, validate the samples, print one table
	@$(BIN)/invoice-codegen generate --summary

test: all .venv/.emitted  ## contract tests, properties, the toolkit's cases, the wheel installed alone
	$(BIN)/pytest -n 2 tests

fuzz: all .venv/.emitted  ## damaged payloads at every door: PAYLOADS=100000 SEED=1, or others
	PAYLOADS=$${PAYLOADS:-100000} SEED=$${SEED:-1} $(BIN)/pytest -n 2 tests/agreement

interop: all .venv-interop/.ready  ## the vendors' own SDKs and our clients against the sandbox, side by side
	$(INTEROP)/python tests/interop/interop.py

spark: java all .venv-spark/.ready  ## the contracts on real Spark, with an archive of 300 MB
	$(SPARK)/pytest tests/dataframes/spark

projects: all .venv/.emitted .venv-projects/.ready .node-projects/.ready  ## the schemas in other validators, the commit hook, the workflow step
	$(BIN)/pytest -n 0 tests/integrations/tools.py tests/integrations/hook.py tests/integrations/action.py

check: .venv/.ready  ## fresh output, lint, format, types
	$(BIN)/invoice-codegen generate --check
	$(BIN)/ruff check codegen tests generated
	$(BIN)/black --check --quiet codegen tests generated
	$(BIN)/mypy codegen/invoice_codegen
	$(BIN)/mypy generated/invoice_apis
	$(BIN)/pyright

format: .venv/.ready  ## put hand-written code into the layout that `check` wants
	$(BIN)/ruff check --fix --quiet codegen tests
	$(BIN)/black --quiet codegen tests

bench: all .venv/.emitted  ## time generation, validation and clients against named peers, in one run
	$(BIN)/python tests/bench/bench.py

dist: all  ## wheels of the emitted package and of the toolkit, in dist/
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist ./generated .

clean:  ## remove all environments, caches and dist
	rm -rf .venv .venv-interop .venv-spark .venv-projects .node-projects dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

help:  ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## */\1\t/' | expand -t 10

.venv/.ready: pyproject.toml codegen/constraints.txt
	@test -n "$(PYTHON)" || { echo "make: no Python found; install Python 3.11, or say make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: Python 3.11 or newer is needed; say make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --requirement codegen/constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.emitted: generated/pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable ./generated
	@touch $@

.venv-interop/.ready: codegen/constraints.txt codegen/constraints-interop.txt generated/pyproject.toml | .venv/.ready
	$(BIN)/python -m venv .venv-interop
	$(INTEROP)/pip install --quiet --disable-pip-version-check --no-deps --requirement codegen/constraints-interop.txt
	$(INTEROP)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable ./generated
	@touch $@

java:
	@"$${JAVA_HOME:+$$JAVA_HOME/bin/}java" -version >/dev/null 2>&1 || \
	{ echo "make: no Java found; Spark needs Java 17 or newer: install it, or set JAVA_HOME"; exit 1; }

.venv-spark/.ready: codegen/constraints.txt codegen/constraints-spark.txt generated/pyproject.toml | .venv/.ready
	$(BIN)/python -m venv .venv-spark
	$(SPARK)/pip install --quiet --disable-pip-version-check --no-deps --requirement codegen/constraints-spark.txt
	$(SPARK)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable ./generated
	@touch $@

.venv-projects/.ready: codegen/constraints.txt codegen/constraints-projects.txt | .venv/.ready
	$(BIN)/python -m venv .venv-projects
	.venv-projects/bin/pip install --quiet --disable-pip-version-check --no-deps --requirement codegen/constraints-projects.txt
	@touch $@

.node-projects/.ready: tests/integrations/package.json tests/integrations/package-lock.json
	@mkdir -p .node-projects && cp tests/integrations/package*.json .node-projects
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix .node-projects && touch $@; \
	else echo "make: no npm found, so ajv is left out; install Node.js 18 or newer to have it"; fi
