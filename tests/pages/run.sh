#!/usr/bin/env bash
# Tests the pages without a server: types, then what somebody sees and does. Argument as tests/run.
set -euo pipefail
cd "$(dirname "$0")/../../web"
[ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
npm run --silent typecheck
npm run --silent test
