# Everything happens in a virtual environment that the first command makes. `make help` lists the commands.

# A Python that is new enough and can make virtual environments; any at all, to say what it lacks.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$each -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$each && exit; done; command -v python3 || command -v python)
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
# More of pytest's own options: make test ARGS="tests/unit -k citation"; or of the benchmark's.
ARGS ?=
# How many tests run at once; JOBS=0 runs them in one process, for a debugger.
JOBS ?= auto
# How often `make races` runs each race.
RUNS ?= 200
# How many requests of each kind `make fuzz` makes.
REQUESTS ?= 1000
PYTEST := $(BIN)/python -m pytest -n $(JOBS)

# An environment like that of production, for the checks that need one.
PRODUCTION := ENV_FILE= DEBUG=0 ALLOWED_HOSTS=cms.example.org DATABASE_URL=sqlite://:memory: \
	SECRET_KEY=0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ \
	FRONTEND_URL=https://www.example.org CSRF_TRUSTED_ORIGINS=https://cms.example.org

.DEFAULT_GOAL := help
.PHONY: help run test bench load check checks lint types floors migrations messages messages-check deploy-check \
	test-postgres matrix matrix-answers layers races contract fuzz clean python site-packages test-packages

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

run: site-packages ## set everything up and serve on 127.0.0.1:8000 (PORT=8001 for another port)
	@DEBUG=1 $(BIN)/python -m tools.development $(PORT)

test: test-packages ## set everything up and run the tests (ARGS="tests/unit -k name" for some)
	@$(PYTEST) $(ARGS)

bench: test-packages ## measure what the gate costs and how fast the API is; ARGS="gate" or "delivery" for one (ARGS="gate --help")
	@$(BIN)/python -m tests.benchmarks $(ARGS)

load: test-packages ## read, publish and kill for ten minutes, on PostgreSQL (ARGS="--help" for the options)
	@$(BIN)/python -m tests.load $(ARGS)

check: checks test test-postgres ## all that CI runs
	@echo "All checks passed."

checks: lint types floors migrations messages-check deploy-check ## all of it but the tests

lint: test-packages ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: test-packages ## types
	$(BIN)/mypy

floors: test-packages ## who imports whom
	$(BIN)/lint-imports

migrations: test-packages ## every change of a model has its migration
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py makemigrations --check --dry-run

messages: test-packages ## write the code's sentences into locale/ (needs gettext)
	@$(BIN)/python -m tools.messages extract

messages-check: test-packages ## every sentence is in the catalogues, and translated (needs gettext)
	@$(BIN)/python -m tools.messages check

deploy-check: test-packages ## Django's own checks, under production settings
	@env $(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

test-postgres: test-packages ## the tests that use a database, on PostgreSQL (TEST_POSTGRES_URL, or a server on this machine)
	@address=$$($(BIN)/python -m tools.postgres); \
	if [ -n "$$address" ]; then \
		echo "The tests on PostgreSQL:"; DATABASE_URL="$$address" $(PYTEST) --database-only $(ARGS); \
	else \
		echo "SKIPPED the tests on PostgreSQL: no server found. Run them with" \
			"TEST_POSTGRES_URL=postgres://user:password@host:5432/postgres make test-postgres"; \
		[ "$${FIRMA_NOTHING_SKIPPED:-0}" = 0 ]; \
	fi

matrix: test-packages ## every way to go public, from every state, in both languages (minutes)
	@FIRMA_MATRIX=all $(PYTEST) tests/matrix $(ARGS)

matrix-answers: test-packages ## write down what every way answers now (look at what changed)
	@$(BIN)/python -m tests.matrix

layers: test-packages ## switch the layers of the gate off, one by one, and see what leaks (ARGS=3: a third)
	@$(BIN)/python -m tests.mutation $(ARGS)

races: test-packages ## each race and each kill -9 two hundred times, on PostgreSQL (RUNS=20 for fewer)
	@address=$$($(BIN)/python -m tools.postgres); \
	if [ -n "$$address" ]; then \
		DATABASE_URL="$$address" FIRMA_RUNS=$(RUNS) $(PYTEST) tests/races tests/crashes $(ARGS); \
	else \
		echo "No PostgreSQL found: name one with TEST_POSTGRES_URL." >&2; exit 1; \
	fi

contract: test-packages ## what the API's description says differently from the committed one (ARGS=write accepts it)
	@$(BIN)/python -m tools.openapi $(or $(ARGS),check)

fuzz: test-packages ## ask the API much more than `make test` does (REQUESTS=1000 of each kind)
	@FIRMA_FUZZ=$(REQUESTS) $(PYTEST) tests/contract/test_fuzzing.py tests/contract/test_same_as_stock.py $(ARGS)

clean: ## remove what can be made again; the database and uploaded files stay
	rm -rf $(VENV) build dist *.egg-info staticfiles .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete

python:
	@test -n "$(PYTHON)" || { echo "Firma needs Python 3.11 or newer, and this machine has none." >&2; exit 1; }

site-packages: python
	@$(PYTHON) tools/environment.py $(VENV) requirements.txt
	@$(BIN)/python -m tools.catalogues

test-packages: python
	@$(PYTHON) tools/environment.py $(VENV) requirements-dev.txt
	@$(BIN)/python -m tools.catalogues
