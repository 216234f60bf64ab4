# Two targets do everything: `make run` and `make test`. Each makes .venv first if it is not there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run test lint types evaluate clean

run: $(INSTALLED)
	@echo "Bringing the index up to date (1 to 4 minutes the first time), then opening the chat."
	$(BIN)/assistant serve --open-browser

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-lint
	$(BIN)/mypy

evaluate: $(INSTALLED)
	$(BIN)/assistant index
	$(BIN)/assistant evaluate --gate

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing into $(VENV): some minutes and 2 GB the first time, and pip says nothing meanwhile."
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-test: $(INSTALLED)
	@echo "Installing what the tests need."
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@

$(VENV)/.installed-lint: $(INSTALLED)
	@echo "Installing what checks style and types."
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[lint]'
	touch $@

clean:
	rm -rf $(VENV) index/2*
