# `make help` tells what there is.
.PHONY: help run test check soak bench lighthouse screenshots lock clean
.DEFAULT_GOAL := help

python := .venv/bin/python
install = python=$$(scripts/find-python) && "$$python" -m scripts.install

help: ## Show this
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: ## Start everything: PostgreSQL, web and worker with demo data; Ctrl-C stops it
	@STARTED_AT=$$(date +%s); export STARTED_AT; $(install) app && exec $(python) -m scripts.start

test: ## Run all checks and tests, in a real browser too
	@$(install) test
	@exec $(python) -m scripts.check test

check: ## Run the static checks and the tests that need no browser
	@$(install) test
	@exec $(python) -m scripts.check check

soak: ## Run the long tests: races, kills and timing in full numbers
	@$(install) test
	@exec $(python) -m scripts.check soak

bench: ## Measure how quick the pages are beside the limit of this machine, for docs/performance.md
	@$(install) app
	@exec $(python) -m bench

lighthouse: ## Ask Lighthouse about the main pages of a demo site, for docs/lighthouse.md
	@$(install) test
	@exec $(python) -m scripts.lighthouse

screenshots: ## Take the pictures in docs/pictures/ anew, from a demo site of its own
	@$(install) test
	@exec $(python) -m scripts.screenshots

lock: ## Lock the packages of pyproject.toml with their hashes into requirements/ (needs uv)
	@exec scripts/lock

clean: ## Remove what the tools made; instance/ with its data stays
	rm -rf .venv .cache
	find domanu migrations scripts tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
