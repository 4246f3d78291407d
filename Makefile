# Each target first brings .venv up to date; a second time that takes no time.
PYTHON ?= python3
BIN := .venv/bin
UV := uv==0.13.9
COMPILE := .lock/bin/uv pip compile --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-emit-index-url --no-annotate --no-header --quiet

# Three processes, because each waits now and then, with whole files: what a file sets up is set up once. In the
# order that tests/conftest.py gives them; by the number of tests, the last would be stories of minutes, and the
# others would wait for that one.
SIDE_BY_SIDE := --numprocesses=3 --dist=loadfile --no-loadscope-reorder

# The tests start hundreds of commands: what Python compiled for one is there for the next.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo demo-clean story code pictures site test test-all bench fmt lint lock environment node programs firefox tor proxies thorough

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: environment node ## Run a whole service on this machine, and guide through one case (Ctrl-C ends it)
	@$(BIN)/python -m deploy.demo

story: environment node ## The same case, played by the commands in this terminal (Ctrl-C ends it)
	@$(BIN)/python -m deploy.demo --story

code: environment ## The six digits that a phone would show now, in the demo: make code WHO=anna
	@$(BIN)/python -m deploy.code $(WHO)

pictures: environment node ## Take the pictures of the README anew, in docs/pictures
	@$(BIN)/python -m deploy.pictures

demo-clean: environment ## End what the demo runs and remove what it made
	@$(BIN)/python -m deploy.demo --clean

site: environment node ## Build the reporters' pages: make site ROOT=root.hex OUT=folder [SETTINGS=file]
	@$(BIN)/python -m submitter_ui.site --root $(or $(ROOT),$(error say which service: ROOT=root.hex)) \
		--out $(or $(OUT),$(error say where to: OUT=folder)) $(if $(SETTINGS),--settings $(SETTINGS))

test: lint node programs ## Check style, types and walls, then run every test that is not slow
	@$(BIN)/pytest -m "not slow" $(SIDE_BY_SIDE)

test-all: lint node programs firefox tor proxies thorough ## Also the slow tests: fuzzing, coverage, many more examples for each property
	@PYTHONPATH=$(CURDIR)/.venv/thorough $(BIN)/python -m coverage run --branch --source crypto -m pytest -q tests/crypto
	@PYTHONPATH=$(CURDIR)/.venv/thorough $(BIN)/python -m coverage report --skip-covered --show-missing --fail-under 100
	@PYTHONPATH=$(CURDIR)/.venv/thorough $(BIN)/pytest --hypothesis-profile=exhaustive $(SIDE_BY_SIDE)

bench: environment ## Measure, compare with the budgets, write benchmarks/results.json
	@$(BIN)/python -m benchmarks.run

fmt: environment ## Put the code into the house's form
	@$(BIN)/ruff check --fix --quiet --exit-zero
	@$(BIN)/ruff format

lint: node ## Check style, types and walls
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo --no-cache
	@"$$($(BIN)/python -c 'from deploy.node import ready_node; print(ready_node())')" \
		node_modules/typescript/bin/tsc --project submitter_ui/client

lock: ## Make the hashed pins anew from pyproject.toml, with the newest releases
	@$(PYTHON) -m venv --clear .lock
	@.lock/bin/pip install --quiet --disable-pip-version-check $(UV)
	@for extra in server report courier workstation; do \
		$(COMPILE) pyproject.toml --extra $$extra --output-file deploy/requirements/$$extra.txt || exit 1; done
	@$(COMPILE) pyproject.toml --all-extras --output-file deploy/requirements/dev.txt
	@$(COMPILE) pyproject.toml --extra server --extra postgresql --extra s3 --output-file deploy/requirements/server-grown.txt
	@for group in build node thorough; do \
		$(COMPILE) --group $$group --output-file deploy/requirements/$$group.txt || exit 1; done
	@rm -rf .lock

environment:
	@$(PYTHON) deploy/bootstrap.py

programs: environment
	@$(BIN)/python -m deploy.programs bubblewrap chromium headless postgresql

node: environment
	@$(BIN)/python -m deploy.node

firefox: environment
	@$(BIN)/python -m deploy.programs firefox

tor: environment
	@$(BIN)/python -m deploy.programs tor

proxies: environment
	@$(BIN)/python -m deploy.programs nginx caddy

thorough: environment
	@$(BIN)/python -m deploy.thorough
