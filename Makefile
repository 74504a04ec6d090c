# One list of commands. CI runs `make test` and nothing else.
PYTHON ?= python3
BIN := .venv/bin
export PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run demo install test check lint types floors unit browser bench lab lock clean help

help: ## Say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: install ## Start Undrift on this machine
	@$(BIN)/undrift serve

demo: install ## Two made-up people, ten weeks in, to look around
	@$(BIN)/undrift demo

install: .venv/installed ## Prepare .venv with the undrift command

SHIPPED := $(shell find src/undrift/web/static src/undrift/library -type f -not -name "*.pyc")

.venv/installed: requirements.txt pyproject.toml scripts/install.sh $(SHIPPED)
	@sh scripts/install.sh $(PYTHON)
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

test: check unit browser ## Everything: checks, unit, web and browser tests

check: lint types floors ## Lint, types, floors and the library

lint: .venv/installed-dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/installed-dev
	@$(BIN)/mypy

floors: .venv/installed-dev
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/undrift library check

unit: .venv/installed-dev
	@$(BIN)/python -m pytest tests --ignore=tests/browser -n 2 --dist worksteal

browser: .venv/installed-dev
	@sh scripts/chromium.sh
	@$(BIN)/python -m pytest tests/browser -n 2 --dist worksteal

bench: .venv/installed-dev ## Figures as JSON lines, ratios within one run
	@$(BIN)/python -m bench

MODE ?= quick
lab: .venv/installed-dev ## Try the pacing on made-up couples; MODE=full takes long
	@PYTHONPATH=src $(BIN)/python -m lab $(MODE)

lock: .venv/installed-dev ## Compile the hashed requirements anew
	@sh scripts/lock.sh

clean: ## Remove what install and tests made; your data stays
	rm -rf .venv build src/undrift/_built src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
