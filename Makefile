# The one entry point. `make serve` and `make test` do everything on a fresh machine with Python and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
REPORT ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Every command that the tests start would otherwise compile the project anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install serve test check lint fix eval bench screenshots words wheel clean

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

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
	sh tests/browser/install_proxies.sh
	@touch $@

serve: $(VENV)/installed ## Build an index if there is none and serve. REPORT=path adds a file first.
ifneq ($(strip $(REPORT)),)
	$(BIN)/trendsqa corpus add "$(REPORT)"
	$(BIN)/trendsqa index build
endif
	@exec $(BIN)/trendsqa serve

# Processes that run tests side by side; WORKERS=0 runs them in one, for a debugger.
WORKERS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
QUICK := not model and not browser and not report and not milvus and not slow

# Style, types and layers beside the tests: what they say comes whole, before how long everything took.
define run_tests
@began=$$(date +%s); said=$$(mktemp); \
$(MAKE) --no-print-directory lint > "$$said" 2>&1 & lint=$$!; \
$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --durations 10 $(2); tests=$$?; \
wait $$lint; style=$$?; cat "$$said"; rm -f "$$said"; \
echo "make $(1) took $$(($$(date +%s) - began)) s"; [ $$tests -eq 0 ] && [ $$style -eq 0 ]
endef

test: $(VENV)/installed-for-tests ## Install what the tests need, browser included, and run all of them.
	$(call run_tests,test)

check: $(VENV)/installed-for-tests ## Style, types, layers and the quick tests: no weights, no browser, no network, no waiting.
	$(call run_tests,check,-m "$(QUICK)")

lint: $(VENV)/installed-for-tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fix: $(VENV)/installed-for-tests ## Format, and mend what can be mended by rule.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

SETS ?= ../shared/eval
QUESTIONS ?= $(SETS)/report-questions.jsonl
SQUAD ?=
eval: $(VENV)/installed ## Write the figures of README and docs/evaluation.md anew. REPORT=path, SETS=folder of question sets.
	@test -n "$(REPORT)" || { echo "Name the report to be measured: make eval REPORT=path [SETS=folder] [SQUAD=file]"; exit 2; }
	$(PIP) install --constraint constraints.txt --editable '.[tuning]'
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && set -- --corpus "$$home/corpus" --index "$$home/index" && \
	$(BIN)/trendsqa corpus add "$(REPORT)" --corpus "$$home/corpus" && \
	$(BIN)/trendsqa index build "$$@" && \
	$(BIN)/trendsqa eval "$(QUESTIONS)" "$$@" --ablate --into docs/evaluation.md --part report
	$(BIN)/python benchmarks/answers.py --report "$(REPORT)" --sets "$(SETS)" $(if $(SQUAD),--squad "$(SQUAD)") --write

bench: $(VENV)/installed-for-tests ## Measure time and memory of a cold start.
	$(BIN)/python benchmarks/cold_start.py

screenshots: $(VENV)/installed-for-tests ## Take pictures of the main states into build/screenshots. WRITE=1 renews those of the docs.
	$(BIN)/python benchmarks/screenshots.py $(if $(WRITE),--write)

words: $(VENV)/installed-for-tests ## Bring the words of the interface into the catalogues of ui/locale, to be translated there.
	@mkdir -p build
	$(BIN)/pybabel -q extract -F pyproject.toml -k translatable -k say -k count:1,2 --no-location --sort-output -o build/words.pot .
	$(BIN)/pybabel -q update -i build/words.pot -d ui/locale -l cy --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap

wheel: $(VENV)/installed-for-tests ## Build the wheel into dist/.
	$(PIP) install --constraint constraints.txt build
	$(BIN)/python -m build --wheel

clean: ## Remove the virtual environment and caches; corpus and index stay.
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
