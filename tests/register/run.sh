#!/usr/bin/env bash
# Made-up files in the shapes of many years, then the published national files, through `openpcn import
# ods` and `openpcn register`, against counts made without OpenPCN and the figures that the publishers'
# files are known to give.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${OPENPCN_PROGRAM:-build/release/openpcn}
python3 tests/register/vintages.py "$program"
testdata=${OPENPCN_TESTDATA:-../shared/testdata}
if [ ! -d "$testdata/ods" ]; then
  echo "Skipping: the national files are not at $testdata/ods."
  [ "${CI:-}" != true ]
  exit
fi
python3 tests/register/compare.py "$program" "$testdata"
