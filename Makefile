# Everything is set up on first use; nothing but Python 3.11 or newer and make is needed.

PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VAR := $(or $(VAR_DIR),var)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
STATIC := $(shell find static -type f)
GUIDES := $(wildcard fixtures/*.yaml)
MESSAGES := $(wildcard locale/*/LC_MESSAGES/django.po)
PYTEST := $(BIN)/pytest --numprocesses=auto --dist=worksteal
# Only files whose hashes stand in requirements/, and only such as need no building.
INSTALL := pip install --quiet --require-hashes --only-binary :all:
# On macOS two come as source alone.
ifeq ($(shell uname),Darwin)
INSTALL += --no-binary rcssmin,rjsmin
endif
PIN := .venv/tools/bin/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: \
	--generate-hashes --no-header --no-annotate $(addprefix --upgrade-package ,$(UPGRADE))

# The tests start Python hundreds of times, so what it has compiled is kept in any case.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run dev staff setup test coverage bench pictures lint format messages faults machines backup restore audit sbom pins

run: setup  ## serve the site as in production, on loopback
	BIND=127.0.0.1:$(PORT) $(BIN)/python -m navigator.serve

dev: setup  ## serve with autoreload and debug pages
	DEBUG=true $(MANAGE) runserver 127.0.0.1:$(PORT)

staff: setup  ## create a staff account
	$(MANAGE) createsuperuser

setup: .venv/installed $(VAR)/secret_key $(VAR)/static/staticfiles.json $(MESSAGES:.po=.mo)
	$(MANAGE) set_up $(GUIDES)

# The parts of tests/conftest.py, so that the first failure comes soon. What is missing of other
# programs is installed by one process, before several would try.
test: setup lint  ## run all tests, from cheap to dear
	$(PYTEST) -m plain
	$(PYTEST) -m database
	@for each in postgresql nginx systemd; do tests/find-program $$each >/dev/null; done; true
	$(PYTEST) -m server
	$(BIN)/python -m tests.services.postgresql $(PYTEST) -m storing
	@for each in firefox webkit orca; do tests/find-program $$each >/dev/null; done; true
	CHROMIUM="$$(tests/find-program chromium $(BIN)/python)" && export CHROMIUM && $(PYTEST) -m browser

bench: .venv/installed-for-bench  ## measure against an empty view and a wizard; see docs/performance.md
	$(BIN)/python -m bench

pictures: .venv/installed-for-bench  ## take the README's pictures from the running site
	CHROMIUM="$$(tests/find-program chromium $(BIN)/python)" $(BIN)/python -m bench.pictures

coverage: .venv/installed-for-tests  ## lines that no test runs; at least 95 % are run
	$(PYTEST) -m 'not browser' --cov --cov-report=term-missing --cov-fail-under=95

lint: .venv/installed-for-tests  ## style, types, missing migrations and translations, what Django says of a deployment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) makemessages --check
	ALLOWED_HOSTS=navigator.example $(MANAGE) check --deploy --fail-level WARNING

messages: .venv/installed-for-tests  ## take new words of the site into locale/, for translators
	$(MANAGE) makemessages

faults: .venv/installed-for-tests  ## break things on purpose, many times over (minutes)
	AT_LENGTH=1 $(BIN)/pytest -v tests/operations/test_faults.py

machines: .venv/installed-for-tests  ## put the site on four hosts and break them, as root (minutes)
	$(BIN)/python -m tests.machines

backup: .venv/installed $(VAR)/secret_key  ## copy the database, in use or not (TO=folder)
	@$(MANAGE) backup $(TO)

restore: .venv/installed $(VAR)/secret_key  ## bring a copy back (FROM=file); what was there is kept
	@test -n "$(FROM)" || { echo "usage: make restore FROM=$(VAR)/backups/..." >&2; exit 2; }
	@$(MANAGE) restore "$(FROM)"

audit: .venv/installed-for-tools  ## known weaknesses of the pinned versions, where a source can be had
	for each in requirements/*.txt; do deploy/audit .venv/tools/bin/pip-audit $$each || exit; done

sbom: .venv/installed .venv/installed-for-tools  ## list what is installed, as CycloneDX
	mkdir -p $(VAR)
	.venv/tools/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
		--output-file $(VAR)/sbom.json $(BIN)/python
	@echo "Wrote $(VAR)/sbom.json."

pins: .venv/installed-for-tools  ## pin what pyproject.toml asks for; versions that fit stay (UPGRADE=names)
	$(PIN) pyproject.toml --output-file requirements/site.txt
	$(PIN) --group test --constraint requirements/site.txt --output-file requirements/test.txt
	$(PIN) --group bench --constraint requirements/site.txt --constraint requirements/test.txt \
		--output-file requirements/bench.txt
	$(PIN) --group tools --output-file requirements/tools.txt

format: .venv/installed-for-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.venv/installed: requirements/site.txt
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Navigator needs Python 3.11 or newer"'
	$(PYTHON) -m venv .venv
	$(BIN)/$(INSTALL) --requirement $<
	touch $@

.venv/installed-for-tests: requirements/test.txt .venv/installed
	$(BIN)/$(INSTALL) --requirement $<
	touch $@

.venv/installed-for-bench: requirements/bench.txt .venv/installed-for-tests
	$(BIN)/$(INSTALL) --requirement $<
	touch $@

# Tools that look at the site from outside stay out of what it is made of.
.venv/installed-for-tools: requirements/tools.txt
	$(PYTHON) -m venv .venv/tools
	.venv/tools/bin/$(INSTALL) --requirement $<
	touch $@

# Hashing and compressing takes the longest, so it is done only when something changed. Former files
# stay: pages that are served until the reload, or lie open in a browser, link to them.
$(VAR)/static/staticfiles.json: $(STATIC) .venv/installed | $(VAR)/secret_key
	$(MANAGE) collectstatic --no-input --verbosity 0
	touch $@

%.mo: %.po .venv/installed | $(VAR)/secret_key
	$(MANAGE) compilemessages

$(VAR)/secret_key: | .venv/installed
	mkdir -p $(VAR)
	umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))' > $@
