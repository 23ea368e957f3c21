# Every command of the project. `make` alone lists them.
#
# A command makes what it needs (the virtual environment, the pinned packages)
# and a stamp in it, so that the next call starts at once. Everything is
# installed from the hashed lock files; `make clean` forgets all of it.

PYTHON ?= python3
VENV   ?= .venv
HOST    = 127.0.0.1
PORT   ?= 8000
ARGS   ?=
# How many processes share the tests; 0 for one, with the output as it comes.
JOBS   ?= 2

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PIN := --require-hashes --no-deps

# Kept byte code halves the time to start, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run install test check audit lock wheel screenshots bench bench-live faults messages clean

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) \
	| while IFS='|' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

run: $(VENV)/.run ## Play: serve the game on http://127.0.0.1:8000 (HOST=, PORT=)
	@exec $(BIN)/quizapp serve --host $(HOST) --port $(PORT)

# Whoever serves may not write there: byte code is made now, or at every start anew.
install: $(VENV)/.run ## Install what serving needs, and nothing else
	@$(BIN)/python -m compileall -q $(VENV)/lib quizapp migrations >/dev/null || true

test: $(VENV)/.dev ## Run every test, with PostgreSQL and a browser (ARGS='tests/game -x')
	@$(BIN)/python -m tests.browser
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

check: $(VENV)/.dev ## Check style, types, layers and templates; takes seconds
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python -m tests.audit

audit: $(VENV)/.dev ## Ask an advisory service about the packages; needs a network
	$(BIN)/python -m tests.audit --advisories

wheel: $(VENV)/.dev ## Build the wheel and prove that it runs from an empty folder
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation
	$(BIN)/python -m tests.wheel_check dist/*.whl

screenshots: $(VENV)/.dev ## Take the pictures that the README shows
	$(BIN)/python tests/screenshots.py

bench: $(VENV)/.dev ## Measure what answers, pages, boards cost, and growth (ARGS='answers pages')
	$(BIN)/python -m bench $(ARGS)

bench-live: $(VENV)/.dev ## Measure workshops with up to 300 phones; takes a quarter of an hour
	$(BIN)/python -m bench.live $(ARGS)

faults: $(VENV)/.dev ## Cut the power 200 times on each database; takes an hour (ARGS='--times 20')
	$(BIN)/python -m bench.faults $(ARGS)

messages: $(VENV)/.dev ## Collect the wording into quizapp/locale/messages.pot
	mkdir -p quizapp/locale
	$(BIN)/pybabel -q extract --mapping-file babel.cfg --sort-by-file --add-location file \
	  --no-wrap --project 'Blue Pencil' --copyright-holder 'The Blue Pencil authors' \
	  -o quizapp/locale/messages.pot quizapp templates

# The lock files hold hashes and no address: a mirror serves as well as the original.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate

lock: $(VENV)/.run ## Pin the newest packages that pyproject.toml allows
	@test -x $(BIN)/uv || { echo 'make lock needs uv, and uv has no wheel for this machine.' >&2; exit 1; }
	$(COMPILE) --upgrade pyproject.toml --extra metrics -o requirements.lock
	$(COMPILE) --upgrade pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	echo uv | $(COMPILE) --upgrade - -o requirements-uv.lock
	! grep -n '://' requirements*.lock

clean: ## Delete everything that make made; the data in instance/ stays
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .hypothesis \
	  .pytest_cache .import_linter_cache
	find quizapp tests migrations bench -name __pycache__ -type d -prune -exec rm -rf {} +


# ----------------------------------------------------------- the environment

# uv installs three times as fast; where it cannot be had, or cannot reach what
# pip is configured to use, pip does the same.
define install
	@test -x $(BIN)/uv \
	  || $(PIP) install -q $(PIN) --only-binary :all: -r requirements-uv.lock 2>/dev/null || true
	@echo 'Installing $(1)'
	@if ! { test -x $(BIN)/uv \
	        && $(BIN)/uv pip install -q -p $(BIN)/python $(PIN) -r $(1) 2>$(VENV)/uv.log; }; \
	then $(PIP) install -q $(PIN) -r $(1); fi
	@touch $@
endef

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(call install,requirements-dev.lock)

$(VENV)/.run: requirements.lock $(VENV)/.made
	$(call install,requirements.lock)

# A path file and a two-line command do what an editable install would, without a
# build. The stamp comes last: what was interrupted half-way is made anew.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Blue Pencil needs Python 3.11 or newer; name one: make run PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null || \
	  { echo '$(PYTHON) cannot make a virtual environment: its venv or ensurepip module is missing.' >&2; \
	    echo 'On Debian and Ubuntu: apt-get install python3-venv. Then run make again.' >&2; exit 1; }
	@$(BIN)/python -c 'import os, pathlib, sysconfig; site = sysconfig.get_path("purelib"); \
	  pathlib.Path(site, "quizapp.pth").write_text(os.path.relpath(os.getcwd(), site) + "\n")'
	@printf '#!/bin/sh\nexec "$${0%%/*}/python" -m quizapp "$$@"\n' >$(BIN)/quizapp
	@chmod +x $(BIN)/quizapp
	@echo '$(CURDIR)' >$@

# Its interpreter went away, or the clone was moved: make the environment anew.
made_for := $(and $(realpath $(BIN)/python),$(shell cat $(VENV)/.made 2>/dev/null))
ifneq ($(made_for),$(CURDIR))
.PHONY: $(VENV)/.made
endif
