# Everything a developer does, one word each. `make help` lists it.
# The work behind a target lies in scripts/; versions lie in the requirements files.

BIN := .venv/bin
PORT ?= 8000
WORKERS ?= 2
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadgroup -q
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/messages.po)

export PORT
export UV_PYTHON_DOWNLOADS = never

.DEFAULT_GOAL := help
.PHONY: help run test check bench pictures format strings check-strings migrate lock environment \
	test-environment

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: environment ## Set everything up and serve the demo on http://127.0.0.1:$(PORT)
	@$(BIN)/citizen-app migrate
	@$(BIN)/citizen-app demo
	@exec $(BIN)/citizen-app run

test: test-environment ## Set up what tests need and run every test, on SQLite and PostgreSQL
	@exec $(PYTEST) --database both

check: test-environment ## The fast part: lint, types, contracts, texts, unit and integration on SQLite
	@exec $(PYTEST) -m "not slow" --ignore tests/journeys

bench: test-environment ## Measure against the budgets (PART="pages start peers server care_team", KEEP=1 renews the document)
	@exec $(BIN)/python -m bench $(PART) $(if $(KEEP),--keep)

pictures: test-environment ## Take the pictures of the README anew
	@PYTHONPATH=. $(BIN)/python scripts/pictures.py

format: test-environment ## Format the code and mend what the linter can mend
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

strings: test-environment ## Bring the translation catalogues up to date with the code
	@$(BIN)/python scripts/strings.py update

check-strings: test-environment ## Fail when a catalogue is stale, incomplete or has wrong placeholders
	@$(BIN)/python scripts/strings.py check

migrate: environment ## Bring the database (DATABASE_URL) to the newest version
	@$(BIN)/citizen-app migrate

lock: test-environment ## Resolve the dependencies anew within pyproject.toml (UPGRADE=1 takes newer ones)
	@scripts/lock.sh $(if $(UPGRADE),--upgrade)

environment:
	@scripts/environment.sh run

test-environment:
	@scripts/environment.sh test
