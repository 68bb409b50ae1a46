# Needs Python 3.11 and make, nothing else. Everything is installed into .venv from pinned versions.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := demo/dragoman.ledger

.PHONY: help install demo test lint format clean

help:  ## show the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(READY)  ## make .venv with the program and all that its tests need

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY)  ## code the examples into demo/ and look at them
	@rm -rf demo && mkdir demo
	$(BIN)/dragoman add examples/articles --ledger $(DEMO)
	@echo
	$(BIN)/dragoman timeline --ledger $(DEMO)
	@echo
	$(BIN)/dragoman show three-ministers/c1 --ledger $(DEMO)
	@echo
	$(BIN)/dragoman export demo/contacts.csv --ledger $(DEMO)
	@head -n 4 demo/contacts.csv | cut -c 1-160

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(READY)  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove what make has made
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache
