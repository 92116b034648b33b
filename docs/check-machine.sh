#!/bin/sh
# Before anything is installed: is this machine enough? Prints the one line that mends what is missing.
set -u
python=${PYTHON:-python3}
if ! command -v "$python" >/dev/null 2>&1; then
  echo "Python 3.11 or newer is missing. Install it: sudo apt-get install python3 python3-venv" >&2
  exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "$("$python" --version) is too old, 3.11 or newer is needed. Name another: make run PYTHON=python3.12" >&2
  exit 1
fi
if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
  echo "Python's venv is missing. Install it: sudo apt-get install python3-venv" >&2
  exit 1
fi
if ! "$python" -c 'import sqlite3, sys; sys.exit(sqlite3.sqlite_version_info < (3, 37))'; then
  echo "Python's SQLite is older than 3.37. Name a newer Python: make run PYTHON=python3.12" >&2
  exit 1
fi
free=$(df -Pk . | awk 'NR == 2 {print $4}')
if [ "$free" -lt 600000 ]; then
  echo "Less than 600 MB are free here. Make room, or clone to another disk." >&2
  exit 1
fi
