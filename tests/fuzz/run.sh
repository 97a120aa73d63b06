#!/usr/bin/env bash
# A slice of fuzzing: every target for a few seconds from its seeds; `./dev fuzz` goes on for longer.
# Argument: yes leaves it out. OPENPCN_FUZZ_SECONDS: seconds for each target.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ "${1:-no}" = yes ]; then
  echo "Skipping the fuzzing slice: the quick selection was asked for."
  exit 0
fi
log=$(mktemp)
found=$(mktemp -d)
trap 'rm -rf "$log" "$found"' EXIT
if [ ! -f build/sanitize/build.ninja ]; then
  cmake --preset sanitize >"$log" 2>&1 || { cat "$log"; exit 1; }
fi
ninja -C build/sanitize fuzz/all >"$log" 2>&1 || { tail -40 "$log"; exit 1; }
failed=0
for target in build/sanitize/fuzz/*_fuzz; do
  name=$(basename "$target")
  mkdir -p "$found/$name"
  if "$target" -max_total_time="${OPENPCN_FUZZ_SECONDS:-4}" -timeout=10 -rss_limit_mb=4096 \
      -artifact_prefix="$found/" "$found/$name" "fuzz/corpus/$name" >"$log" 2>&1; then
    echo "$name: $(grep -c . < <(ls "fuzz/corpus/$name")) seeds, $(grep -oE 'Done [0-9]+ runs' "$log")"
  else
    failed=1
    echo "$name failed:"
    tail -40 "$log"
  fi
done
exit "$failed"
