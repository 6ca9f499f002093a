# The commands of the README. `make` alone prints them.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.dev
PYTHON ?= python3
SAMPLE := data/sample/articles.jsonl
STATE := $(or $(TANYA_HOME),data/runtime)

.PHONY: help ask bot reindex test format lint types check torture bench bench-scale clean

help:
	@echo 'make ask Q="Siapa Kim Yong Ju?"   ask the sample articles (or yours); sets everything up the first time'
	@echo 'make bot                          start the Telegram bot (needs TELEGRAM_BOT_TOKEN, see .env.example)'
	@echo 'make reindex                      split and embed every article again, swap the index'
	@echo 'make test                         everything the continuous integration runs'

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(DEV): $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,postgres]'
	touch $@

# The sample articles go into an empty library only: your own articles are never mixed with them.
$(STATE)/.sample: $(READY) $(SAMPLE)
	@$(BIN)/tanya import $(SAMPLE) --if-empty
	@mkdir -p $(STATE) && touch $@

ask: $(STATE)/.sample
	@test -n "$$Q" || { echo 'Which question? For example: make ask Q="Siapa Kim Yong Ju?"' >&2; exit 2; }
	@$(BIN)/tanya ask -- "$$Q"
ask: export Q := $(value Q)

bot: $(READY)
	@$(BIN)/tanya bot

reindex: $(READY)
	@$(BIN)/tanya reindex

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(DEV)
	$(BIN)/mypy

check: lint types
	$(BIN)/pytest

test:
	bash .ci/run

# The peers have an environment of their own; DATA holds dev/facqa_corpus.jsonl.gz and dev/facqa_questions.jsonl.gz.
PEERS := .venv-peers
$(PEERS)/.ready: benchmarks/peers/constraints.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check --requirement benchmarks/peers/constraints.txt
	touch $@

bench: $(DEV) $(PEERS)/.ready
	@test -n "$(DATA)" || { echo 'Which data? For example: make bench DATA=path/to/data' >&2; exit 2; }
	$(BIN)/python -m benchmarks.compare $(DATA)/dev/facqa_corpus.jsonl.gz $(DATA)/dev/facqa_questions.jsonl.gz \
		--peers-python $(PEERS)/bin/python --readme README.md

bench-scale: $(DEV)
	@test -n "$(DATA)" || { echo 'Which data? For example: make bench-scale DATA=path/to/data' >&2; exit 2; }
	$(BIN)/python -m benchmarks.scale $(DATA)

# The long form of every campaign: hours. One of them: python -m tests.campaigns NAME long table
torture: $(DEV)
	TANYA_TORTURE=long $(BIN)/pytest tests/campaigns tests/bot/campaigns

clean:
	rm -rf $(VENV) build dist *.egg-info
