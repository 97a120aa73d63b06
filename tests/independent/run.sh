#!/usr/bin/env bash
# Other people's synthetic patients through import and evaluation, against counts made without OpenPCN.
set -euo pipefail
cd "$(dirname "$0")/../.."
testdata=${OPENPCN_TESTDATA:-../shared/testdata}
if [ ! -d "$testdata/patients-synthea-fhir-r4" ]; then
  echo "Skipping: other people's patients are not at $testdata."
  [ "${CI:-}" != true ]
  exit
fi
python3 tests/independent/compare.py "${OPENPCN_PROGRAM:-build/release/openpcn}" "$testdata"
