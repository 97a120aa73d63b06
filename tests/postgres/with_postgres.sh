#!/usr/bin/env bash
# Runs a command with OPENPCN_TEST_POSTGRES set to a throw-away PostgreSQL 15 server on a private socket.
#   tests/postgres/with_postgres.sh COMMAND [ARGUMENT...]
set -euo pipefail
bin=/usr/lib/postgresql/15/bin
[ -x "$bin/initdb" ] || { echo "PostgreSQL 15 is not installed."; exit 1; }
folder=$(mktemp -d)
chmod 711 "$folder"
run=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  run=(runuser -u postgres --)
fi
stop() {
  "${run[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
cd "$folder"
"${run[@]}" "$bin/initdb" -D "$folder/data" -A trust -U openpcn --no-sync >/dev/null
"${run[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" start \
  -o "-c listen_addresses='' -k $folder -c fsync=off" >/dev/null
cd "$OLDPWD"
OPENPCN_TEST_POSTGRES="postgresql:///postgres?host=$folder&user=openpcn" "$@"
