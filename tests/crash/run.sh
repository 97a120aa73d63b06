#!/usr/bin/env bash
# Kills loads and approvals at many moments: the data directory has the old or the new state. Argument yes:
# fewer.
set -euo pipefail
cd "$(dirname "$0")/../.."
kills=120
[ "${1:-no}" = yes ] && kills=30
python3 tests/crash/kill_loads.py "${OPENPCN_PROGRAM:-build/release/openpcn}" "$kills"
python3 tests/crash/kill_approvals.py "${OPENPCN_PROGRAM:-build/release/openpcn}" "$kills"
