# make run: from a fresh checkout to a working system.   make test: everything CI runs.   make help: the rest.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
# hundreds of processes read the same code: it is compiled by the first of them alone
export PYTHONDONTWRITEBYTECODE :=
BIN := .venv/bin
INSTALLED := .make/installed
DATA ?= data
# parsers that know no database, and houses that bring a database of their own, are tried once
PURE := --ignore=tests/faults --ignore=tests/cli/test_mail_killed.py --ignore=tests/promises/phrases --ignore=tests/channels/mail/reading --ignore-glob='tests/platform/test_words*' --ignore-glob='tests/touchpoints/test_ho*'
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | column -t -s "$$(printf '\t')"

$(INSTALLED): pyproject.toml uv.lock hatch_build.py
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"
	$(BIN)/uv sync --frozen --quiet
	$(BIN)/python -m tools.messages compile
	@mkdir -p .make && touch $@

setup: $(INSTALLED) ## install what the project needs into .venv

run: $(INSTALLED) ## start with the demonstration organisation at http://127.0.0.1:8000
	@KOHTAAMO_DATA=$(DATA) $(BIN)/python -m tools.run

serve: $(INSTALLED) ## start without the demonstration
	KOHTAAMO_DATA=$(DATA) $(BIN)/kohtaamo serve

system: ## what the browser, mail, spelling and sign-in tests use; skipped when it is there
	@tools/system
	@tools/provider

test: $(INSTALLED) system lint unit-sqlite unit-postgresql ## everything CI runs
	@echo "All of it passed."

lint: $(INSTALLED) ## style, types, directions between rooms, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tools.messages check

unit-sqlite: $(INSTALLED) ## the tests on SQLite, browser and mail servers included
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

unit-postgresql: $(INSTALLED) ## the same tests on PostgreSQL, without the browser
	$(BIN)/python -m tests.postgresql $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not story" $(PURE)

quick: $(INSTALLED) ## only the quick tests, on SQLite
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not story and not server"

faults: $(INSTALLED) ## killed, cut off, full, away: with as many mails as the promise says
	FULL=1 $(BIN)/python -m pytest -q -s tests/faults

fuzz: $(INSTALLED) ## many made-up requests to the interface for programs (FUZZ=100 for each operation) and to every form
	FUZZ=$${FUZZ:-100} $(BIN)/python -m pytest -q tests/api/test_fuzz.py tests/attacks/test_junk.py

client: $(INSTALLED) ## a Python client of /api/v1, generated from its document into build/client
	@mkdir -p build
	$(BIN)/python -m tools.document > build/openapi.json
	$(BIN)/uv tool run --from 'openapi-python-client>=0.26,<1' openapi-python-client generate --path build/openapi.json --output-path build/client --overwrite --meta none

messages: $(INSTALLED) ## gather and compile the texts to translate
	$(BIN)/python -m tools.messages gather
	$(BIN)/python -m tools.messages compile

format: $(INSTALLED) ## put the code in its usual shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

wheel: $(INSTALLED) ## build the package
	$(BIN)/uv build --wheel

audit: $(INSTALLED) ## ask the registry whether a weakness is known of any library we use (needs its advisory service)
	$(BIN)/uv export --frozen --no-dev --no-emit-project --quiet --format requirements-txt > .make/requirements.txt
	$(BIN)/uv tool run pip-audit --requirement .make/requirements.txt --disable-pip --require-hashes

bench: $(INSTALLED) ## measure against the goals; writes bench/RESULTS.md (SIZES="10000 1000000" by default)
	$(BIN)/python -m bench

.PHONY: help setup run serve system test lint unit-sqlite unit-postgresql quick faults fuzz client messages format wheel audit bench
