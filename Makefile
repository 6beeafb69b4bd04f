# Two commands do all the set-up and work: "make demo" and "make test".
# They need Python 3.12 or newer and make; everything else goes into .venv here.

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PY := $(BIN)/python
BENCH ?= ../shared/bench
# Python 3.12 or 3.13 with venv and pip: the first of these that runs. What pyenv and uv have installed counts too.
FIND_PYTHON := for p in "$$PYTHON" python3.13 python3.12 python3 python \
  "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[23].*/bin/python \
  "$$(dirname "$$(command -v pyenv)")"/../versions/3.1[23].*/bin/python \
  "$$(uv python find --no-project '>=3.12,<3.14' 2>/dev/null)"; do \
  [ -n "$$p" ] && "$$p" -c 'import sys, ensurepip, venv; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 14))' \
  2>/dev/null && echo "$$p" && break; done

.PHONY: help demo test fuzz bench speed speed-link browser postgres lint types imports docs clean

help:  ## say what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/'

$(VENV)/.made: pyproject.toml
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
	  echo "Dateline needs Python 3.12 or 3.13 (on Debian with python3-venv) and found none."; \
	  echo "If you have one, say where: make demo PYTHON=/path/to/python3.12"; exit 1; fi; \
	echo "Setting up $(VENV) with $$python (a minute or two, once)"; \
	"$$python" -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.made-dev: $(VENV)/.made
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/.made  ## code the example articles and show the result
	@$(PY) demo/run.py

test: $(VENV)/.made-dev browser postgres lint types imports  ## the whole test suite
	@$(PY) -m pytest

fuzz: $(VENV)/.made-dev  ## the tests in another order, with examples that nobody chose
	@DATELINE_EXAMPLES=new $(PY) -m pytest --randomly-seed=$$(date +%s)

# The tests of pages need a Chromium; where it is missing and may be installed, it is.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	|| echo "No Chromium found: the tests of pages in a browser are skipped."

# The tests of projects run in PostgreSQL too: a server of their own, which they start and stop.
postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null; } \
	|| echo "No PostgreSQL found: the tests of projects in it are skipped."

lint: $(VENV)/.made-dev
	@$(BIN)/ruff format --check --quiet src tests training benchmarks demo docs
	@$(BIN)/ruff check --quiet src tests training benchmarks demo docs

types: $(VENV)/.made-dev
	@$(BIN)/mypy --no-error-summary

imports: $(VENV)/.made-dev
	@$(BIN)/lint-imports > .import_lint.txt || (cat .import_lint.txt; exit 1)

bench: $(VENV)/.made-dev  ## score the labelled sets that are present and compare with the floors
	@$(PY) benchmarks/reliability.py --bench $(BENCH)
	@$(PY) benchmarks/bench.py --bench $(BENCH)

speed: $(VENV)/.made-dev  ## measure speed and memory against the limits
	@$(PY) benchmarks/speed.py --bench $(BENCH)

speed-link: $(VENV)/.made-dev  ## link made-up projects of up to a million mentions; takes half an hour
	@$(PY) benchmarks/speed_link.py

clean:  ## remove what was made here
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_lint.txt
