# Everything runs in .venv; what needs other versions or other tools runs in .venv-NAME. The first target to need an
# environment sets it up. `make help` lists the targets.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INTEROP := .venv-interop/bin
SPARK := .venv-spark/bin
RUN := pytest
CLANG ?= $(shell command -v clang || ls /usr/bin/clang-[0-9]* 2> /dev/null | tail -1)
# Python with the sanitizers in front, for the copy of the package whose scanner is built with them.
SANITIZED = LD_PRELOAD="$$(gcc -print-file-name=libasan.so) $$(gcc -print-file-name=libubsan.so)" \
  ASAN_OPTIONS=detect_leaks=0 PYTHONMALLOC=malloc PYTHONPATH=.sanitized:tests $(BIN)/python
INSTALL := pip install --quiet --disable-pip-version-check --no-compile
LOCAL := $(INSTALL) --no-index --no-deps --no-build-isolation --editable
# The tests that need nothing but the emitted package: those of the toolkit, of type checkers and of FastAPI are left out.
PARTS := agreement bulk cli client dataframes jsontext models testing validation
RUNTIME_TESTS = $(shell grep -rLE 'invoice_codegen|mypy|fastapi' --include='test_*.py' --exclude-dir=spark $(PARTS:%=tests/%))

.DEFAULT_GOAL := all
.PHONY: all test test-fast coverage ranges lowest newest fuzz fuzz-native sanitize interop spark java projects environments corpus docs check format bench dist clean help

all: .venv/.ready  ## set up, check the contracts, regenerate and install the package, validate the samples, print one table
	@$(BIN)/invoice-codegen generate --summary
	@$(MAKE) --silent --no-print-directory .venv/.emitted

test: all  ## contract tests, properties, the toolkit's cases, the wheel installed alone
	$(BIN)/$(RUN) -n 2 --dist worksteal tests

test-fast: all  ## the first values of each test, without those that are marked `slow`
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow and not more" tests

coverage:  ## `test`, and what share of the package and the generator it runs
	@rm -f .coverage .coverage.*
	@$(MAKE) --no-print-directory test RUN="coverage run -m pytest"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered

ranges: lowest newest  ## the runtime's tests with the lowest and the newest versions of what the package needs

lowest: all .venv-lowest/.emitted
	.venv-lowest/bin/pytest -n 2 -m "not slow" $(RUNTIME_TESTS)

newest: all
	$(PYTHON) -m venv --clear .venv-newest
	.venv-newest/bin/$(INSTALL) './generated[aes,arrow,remote,xlsx,zstd]' hypothesis jsonschema openpyxl pytest pytest-xdist
	.venv-newest/bin/pip freeze --exclude invoice-apis
	.venv-newest/bin/pytest -n 2 -m "not slow" $(RUNTIME_TESTS)

fuzz: all  ## damaged payloads through every entry point: PAYLOADS=100000 SEED=1, or others
	PAYLOADS=$${PAYLOADS:-100000} SEED=$${SEED:-1} $(BIN)/pytest -n 2 tests/agreement tests/scanner

sanitize: all  ## the scanner with gcc's sanitizers: damaged payloads, truncated texts, damaged programs
	rm -rf .sanitized && mkdir .sanitized && cp -r generated/invoice_apis .sanitized && rm -f .sanitized/invoice_apis/scanner/*.so
	gcc -g -O1 -std=c11 -Wall -Wextra -Werror -fsanitize=address,undefined -fno-sanitize-recover=undefined -shared -fPIC \
	  "-I$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("include"))')" \
	  .sanitized/invoice_apis/scanner/_scanner.c -o .sanitized/invoice_apis/scanner/_scanner.abi3.so
	$(SANITIZED) -m support.scanning $${PAYLOADS:-1000} $${SEED:-1}
	$(SANITIZED) -m support.guarded 100 500

fuzz-native: all  ## the scanner under libFuzzer, which needs clang: TIME=3600 RUNS=100000000, or others; KEEP=1 for the corpus
	@test -n "$(CLANG)" || { echo "make: no clang found; install it with its libclang-rt, or say make CLANG=..."; exit 1; }
	PYTHONPATH=tests $(BIN)/python -m support.fuzzing write .fuzz
	$(CLANG) -g -O2 -std=c11 -Wall -Wextra -Werror -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
	  -Igenerated/invoice_apis/scanner tests/scanner/fuzz.c -o .fuzz/fuzz
	mkdir -p .fuzz/found && SCANNER_PROGRAMS=.fuzz/programs .fuzz/fuzz -dict=.fuzz/dictionary -max_len=4096 -timeout=10 \
	  -artifact_prefix=.fuzz/ -max_total_time=$${TIME:-3600} -runs=$${RUNS:-100000000} -print_final_stats=1 .fuzz/found .fuzz/inputs
	test -z "$(KEEP)" || { rm -rf .fuzz/kept && mkdir .fuzz/kept && \
	  SCANNER_PROGRAMS=.fuzz/programs .fuzz/fuzz -merge=1 .fuzz/kept .fuzz/found && PYTHONPATH=tests $(BIN)/python -m support.fuzzing keep .fuzz/kept; }

interop: all .venv-interop/.emitted  ## the vendors' own SDKs and our clients against the sandbox, side by side
	$(INTEROP)/python tests/interop/interop.py

spark: java all .venv-spark/.emitted  ## the contracts on real Spark, with an archive of 300 MB
	$(SPARK)/pytest tests/dataframes/spark

projects: all docs .venv-projects/.ready .venv-readers/.emitted .node-projects/.ready .venv-corpus/.ready  ## other validators, the commit hook, the workflow step, editors, readers of tables and OpenAPI, pages in Chromium
	$(BIN)/pytest -n 2 tests/integrations/tools.py tests/integrations/openapi.py tests/integrations/published.py tests/integrations/hook.py tests/integrations/action.py tests/integrations/editors.py
	.venv-readers/bin/pytest -n 2 -o python_files='check_*.py' tests/integrations

environments: all  ## all that docs, interop, projects and spark run in, set up side by side
	@$(MAKE) --no-print-directory -j4 .venv-docs/.ready .venv-interop/.emitted .venv-projects/.ready .venv-readers/.emitted \
	  .venv-corpus/.ready .venv-spark/.emitted .node-projects/.ready

corpus: all .venv-corpus/.ready .node-corpus/.ready  ## imports of public finance documents: figures, calls, other generators (a quarter of an hour): WALKED=16 TYPED=4 DOCUMENTS=1000
	PYTHONPATH=tests $(BIN)/python -m corpus.finished
	PYTHONPATH=tests $(BIN)/python -m corpus

docs: .venv/.ready .venv-docs/.ready  ## the reference site in English and Chinese, in site/: contracts, codes, ledger, guides, with a search
	@$(BIN)/invoice-codegen site .docs --overview-zh README.zh-CN.md > /dev/null
	@rm -rf site && mkdir site && cp .docs/index.html site
	@.venv-docs/bin/sphinx-build -W --keep-going -q -E -d .docs-cache/en -b html .docs/en site/en & \
	.venv-docs/bin/sphinx-build -W --keep-going -q -E -d .docs-cache/zh -b html .docs/zh site/zh && wait $$!
	@echo "site/index.html: open it in a browser"

check: .venv/.ready  ## fresh output, no unannounced break since the release, lint, format, types
	$(BIN)/invoice-codegen generate --check
	$(BIN)/invoice-codegen diff --since-release
	$(BIN)/ruff check codegen tests generated
	$(BIN)/black --check --quiet codegen tests generated
	$(BIN)/mypy codegen/invoice_codegen
	$(BIN)/mypy generated/invoice_apis
	$(BIN)/pyright

format: .venv/.ready  ## put hand-written code into the layout that `check` wants
	$(BIN)/ruff check --fix --quiet codegen tests
	$(BIN)/black --quiet codegen tests

bench: all  ## time generation, validation and clients against named peers, in one run
	$(BIN)/python tests/bench/bench.py

dist: all  ## wheels of the toolkit and of the emitted package, with the compiled scanner and without, in dist/
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist ./generated .
	INVOICE_APIS_NATIVE=0 $(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist ./generated

clean:  ## remove all environments, caches and dist
	rm -rf .venv .venv-* .sanitized .fuzz .node-projects .node-corpus .docs .docs-cache site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*

help:  ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## */\1\t/' | expand -t 11

.venv/.ready: pyproject.toml codegen/constraints.txt
	@test -n "$(PYTHON)" || { echo "make: no Python found; install Python 3.11, or say make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: Python 3.11 or newer is needed; say make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/$(INSTALL) --no-deps --requirement codegen/constraints.txt
	$(BIN)/$(LOCAL) .
	@touch $@

# The emitted package, installed anew when its version changes, and so when anything in it does.
%/.emitted: generated/pyproject.toml | %/.ready
	$*/bin/$(LOCAL) ./generated
	@touch $@

.venv-lowest/.ready: codegen/constraints-lowest.txt
	$(PYTHON) -m venv --clear .venv-lowest
	.venv-lowest/bin/$(INSTALL) --no-deps --requirement codegen/constraints-lowest.txt
	@touch $@

.venv-interop/.ready: codegen/constraints.txt codegen/constraints-interop.txt | .venv/.ready
	$(BIN)/python -m venv --clear .venv-interop
	$(INTEROP)/$(INSTALL) --no-deps --requirement codegen/constraints-interop.txt
	@touch $@

java:
	@"$${JAVA_HOME:+$$JAVA_HOME/bin/}java" -version >/dev/null 2>&1 || \
	{ echo "make: no Java found; Spark needs Java 17 or newer: install it, or set JAVA_HOME"; exit 1; }

.venv-spark/.ready: codegen/constraints.txt codegen/constraints-spark.txt | .venv/.ready
	$(BIN)/python -m venv --clear .venv-spark
	$(SPARK)/$(INSTALL) --no-deps --requirement codegen/constraints-spark.txt
	@touch $@

.venv-projects/.ready: codegen/constraints.txt codegen/constraints-projects.txt | .venv/.ready
	$(BIN)/python -m venv --clear .venv-projects
	.venv-projects/bin/$(INSTALL) --no-deps --requirement codegen/constraints-projects.txt
	@touch $@

.node-projects/.ready: tests/integrations/package.json tests/integrations/package-lock.json tests/integrations/viewers.py
	@mkdir -p .node-projects && cp tests/integrations/package*.json .node-projects
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --ignore-scripts --prefix .node-projects && \
	PYTHONPATH=tests $(PYTHON) -m integrations.viewers .node-projects/viewers && touch $@; \
	else echo "make: no npm found, so ajv and all that reads OpenAPI documents in JavaScript is left out; install Node.js 20.19 or newer"; fi

.venv-readers/.ready: codegen/constraints.txt codegen/constraints-readers.txt | .venv/.ready
	$(BIN)/python -m venv --clear .venv-readers
	.venv-readers/bin/$(INSTALL) --no-deps --requirement codegen/constraints-readers.txt
	@touch $@

.venv-docs/.ready: codegen/constraints.txt codegen/constraints-docs.txt
	$(PYTHON) -m venv --clear .venv-docs
	.venv-docs/bin/$(INSTALL) --no-deps --requirement codegen/constraints-docs.txt
	@touch $@

.venv-corpus/.ready:
	$(PYTHON) -m venv --clear .venv-corpus
	.venv-corpus/bin/$(INSTALL) openapi-python-client==0.29.1
	@touch $@

.node-corpus/.ready: tests/corpus/packages.py
	@command -v npm >/dev/null || { echo "make: no npm found; install Node.js 18 or newer"; exit 1; }
	PYTHONPATH=tests $(PYTHON) -m corpus.packages .node-corpus
	@touch $@
