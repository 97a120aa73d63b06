#!/usr/bin/env bash
# The files of this folder are what make.py writes from their sources.
set -euo pipefail
cd "$(dirname "$0")"
python3 make.py --check
