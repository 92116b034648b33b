# make run: try it, no token, no network. make test: everything that must hold. See README.md.
PYTHON ?= python3
VENV := .venv
BENCH := .venv-bench
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check browser bench lock clean

run: $(VENV)/.run
	$(VENV)/bin/kekraf run --demo

test: $(VENV)/.test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/pytest -n auto

# What our house numbers are now (files, functions, parameters).
check: $(VENV)/.test
	$(VENV)/bin/python -m tests.house

bench: $(VENV)/.test $(BENCH)/.made
	$(VENV)/bin/python -m tests.bench

$(VENV)/.ready:
	@PYTHON="$(PYTHON)" sh docs/check-machine.sh
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/.ready
	$(VENV)/bin/python -m pip install -q --require-hashes -r requirements.lock
	$(VENV)/bin/python -m pip install -q --no-deps -e .
	@touch $@

$(VENV)/.test: requirements-dev.lock pyproject.toml | $(VENV)/.ready
	$(VENV)/bin/python -m pip install -q --require-hashes -r requirements-dev.lock
	$(VENV)/bin/python -m pip install -q --no-deps -e .
	@touch $@ $(VENV)/.run

$(BENCH)/.made: requirements-bench.lock
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install -q --require-hashes -r requirements-bench.lock
	@touch $@

# After changing pyproject.toml: python3 -m pip install uv, then make lock. Extras stay in the lock: without them pip looks
# for the newest release of a package that another one wants with an extra, and refuses it for lack of a hash.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header -q pyproject.toml
lock:
	$(LOCK) -o requirements.lock
	$(LOCK) --extra dev -o requirements-dev.lock
	$(LOCK) --extra bench -o requirements-bench.lock

clean:
	rm -rf $(VENV) $(BENCH) .mypy_cache .ruff_cache .pytest_cache
