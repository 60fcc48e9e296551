# The commands of README.md, for people who have make. Each does its own set-up; a second run does not repeat it.
#   make run      set up, build the index from corpus/, open the web chat on 127.0.0.1:7860
#   make test     set up, run every test
#   make check    lint, format, types, docstrings, architecture
#   make eval     answer and score the project's own questions
#   make clean    remove caches and the built index;  make distclean  also removes .venv
#
# PYTHON=python3.12      another interpreter (3.11 or later)
# TORCH_INDEX=URL        take torch from this package index first (a CPU build, or one for your CUDA version)
# PYTEST_ARGS="-k name"  replaces the coverage options of make test

PYTHON ?= python3
TORCH_INDEX ?=
PYTEST_ARGS ?= --cov=policyqa --cov-report=term:skip-covered
EVAL_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off
RUNTIME := $(VENV)/.installed
DEVELOPMENT := $(VENV)/.installed-dev

.DEFAULT_GOAL := run
.PHONY: venv run test check eval clean distclean

venv: $(RUNTIME)

# python3 -m venv keeps packages that are there, so this is made once and repaired only when python is missing.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "policyqa needs Python 3.11 or later, and '$(PYTHON)' is:" >&2; $(PYTHON) --version >&2 || true; \
	  echo "Name another one, for example: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "'$(PYTHON) -m venv' failed. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

# A stamp is newer than what it was made from; touching python on an upgrade must not reinstall (order-only).
$(RUNTIME): pyproject.toml constraints.txt | $(BIN)/python
	$(if $(TORCH_INDEX),$(PIP) -c constraints.txt --index-url $(TORCH_INDEX) torch)
	$(PIP) -c constraints.txt -e .
	@touch $@

$(DEVELOPMENT): $(RUNTIME)
	$(PIP) -c constraints.txt -e '.[dev]'
	@touch $@

run: $(RUNTIME)
	$(BIN)/policyqa index
	$(BIN)/python app.py

test: $(DEVELOPMENT)
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(DEVELOPMENT)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/flake8 src
	$(BIN)/python -m pytest -q tests/test_architecture.py

eval: $(DEVELOPMENT)
	$(BIN)/python evaluation/run.py $(EVAL_ARGS)

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage src/*.egg-info
	find index -mindepth 1 ! -name .gitkeep -delete
	find app.py src tests evaluation benchmarks training -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean
	rm -rf $(VENV)
