#!/usr/bin/env bash
# Users' tasks in a real browser against a real server with a demonstration network, from signing in
# to the result, each state checked with axe. Argument: yes leaves them out.
#
# OPENPCN_PROGRAM and CHROMIUM name other programs; OPENPCN_JOURNEY_PEOPLE another size; OPENPCN_PICTURES
# a folder that gets a picture of each state that is checked.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ "${1:-no}" = yes ]; then
  echo "Skipping the journeys in a browser: the quick selection was asked for."
  exit 0
fi
program=${OPENPCN_PROGRAM:-build/release/openpcn}
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
export CHROMIUM
for need in "$program" "$CHROMIUM" web/node_modules web/dist/index.html; do
  if [ -z "$need" ] || [ ! -e "$need" ]; then
    echo "The journeys need ${need:-Chromium}, which is not here: run ./dev test, which prepares it."
    exit 1
  fi
done

data=$(mktemp -d)
server=
cleanup() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  rm -rf "$data"
}
trap cleanup EXIT

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
"$program" demo --data "$data/network" --people "${OPENPCN_JOURNEY_PEOPLE:-3000}" --port "$port" \
  >"$data/server.log" 2>&1 &
server=$!
export OPENPCN_ADDRESS=http://127.0.0.1:$port OPENPCN_LOGINS=$data/server.log \
  OPENPCN_KEPT=$data

for _ in $(seq 600); do
  if node -e 'fetch(process.argv[1]).then((r) => process.exit(r.status < 500 ? 0 : 1), () => process.exit(1))' \
      "$OPENPCN_ADDRESS/api/session"; then
    ready=yes
    break
  fi
  kill -0 "$server" 2>/dev/null || break
  sleep 0.5
done
if [ "${ready:-no}" != yes ]; then
  echo "The demonstration did not start:"
  cat "$data/server.log"
  exit 1
fi

# One after the other: they share one network, and each leaves it as the next expects it.
if ! node --test --test-concurrency=1 --test-reporter=spec tests/journeys/*.test.mjs; then
  echo "What the server said:"
  tail -50 "$data/server.log"
  exit 1
fi
