#!/usr/bin/env bash
# Holds what the API really answers against src/api/openapi.yaml. Argument as tests/run.
set -euo pipefail
cd "$(dirname "$0")/../.."
exchanges=$(mktemp)
trap 'rm -f "$exchanges"' EXIT
OPENPCN_API_EXCHANGES=$exchanges build/release/src/openpcn_api_test --gtest_brief=1 \
  --gtest_filter='RouteAccess*:PharmacistDay*:Cohorts*:RegisterOfEngland*:Network*:RandomNetworkChanges*:SavedCohorts*:Areas.*:Sharing*:AccessLog*:WholeFormation*:Submissions*:Decisions*:Disputes*:GoingLive*:AreasTogether*:Leaving*:Contracts*'
python3 tests/api/contract.py "$exchanges"
