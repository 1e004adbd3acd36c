# The one entry point. `make serve` and `make test` do everything on a fresh machine with Python and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
REPORT ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help install serve test check lint fix eval bench wheel clean

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/installed ## Make .venv with the trendsqa command in it.

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.12, for example.")'
	$(PYTHON) -m venv $(VENV)
	@echo "Installing (a few minutes the first time) …"
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-for-tests: $(VENV)/installed
	$(PIP) install --constraint constraints.txt --editable '.[dev,tuning,remote]'
	sh tests/browser/install_browser.sh
	@touch $@

serve: $(VENV)/installed ## Build an index if there is none and serve. REPORT=path adds a file first.
ifneq ($(strip $(REPORT)),)
	$(BIN)/trendsqa corpus add "$(REPORT)"
	$(BIN)/trendsqa index build
endif
	@exec $(BIN)/trendsqa serve

test: $(VENV)/installed-for-tests lint ## Install what the tests need, browser included, and run all of them.
	$(BIN)/python -m pytest

check: $(VENV)/installed-for-tests lint ## Style, types, layers and the quick tests: no weights, no browser, no network.
	$(BIN)/python -m pytest -m "not model and not browser and not report and not milvus"

lint: $(VENV)/installed-for-tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fix: $(VENV)/installed-for-tests ## Format, and mend what can be mended by rule.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

QUESTIONS ?= ../shared/eval/report-questions.jsonl
eval: $(VENV)/installed ## Write docs/evaluation.md anew. REPORT=path names the report, QUESTIONS=path the questions.
	@test -n "$(REPORT)" || { echo "Name the report to be measured: make eval REPORT=path [QUESTIONS=path]"; exit 2; }
	$(PIP) install --constraint constraints.txt --editable '.[tuning]'
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && set -- --corpus "$$home/corpus" --index "$$home/index" && \
	$(BIN)/trendsqa corpus add "$(REPORT)" --corpus "$$home/corpus" && \
	$(BIN)/trendsqa index build "$$@" && \
	$(BIN)/trendsqa eval "$(QUESTIONS)" "$$@" --ablate --into docs/evaluation.md --part report

bench: $(VENV)/installed-for-tests ## Measure time and memory of a cold start.
	$(BIN)/python benchmarks/cold_start.py

wheel: $(VENV)/installed-for-tests ## Build the wheel into dist/.
	$(PIP) install --constraint constraints.txt build
	$(BIN)/python -m build --wheel

clean: ## Remove the virtual environment and caches; corpus and index stay.
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
