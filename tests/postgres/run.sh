#!/usr/bin/env bash
# The database-using tests once more, against PostgreSQL. Argument: yes (quick) leaves them out.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ "${1:-no}" = yes ]; then
  echo "skipped: --quick leaves PostgreSQL out"
  exit 0
fi
tests/postgres/with_postgres.sh ctest --test-dir build/release --output-on-failure \
  -R '^(platform_database|persistence|api)$'
