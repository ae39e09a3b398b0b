#!/bin/bash
# On a full disk every command that writes says so, leaves what was there as it was and nothing else,
# and works once there is room. Needs to be root, for a file system of its own; FMTI names the program.
set -euo pipefail
fmti=$(realpath "${FMTI:-target/release/fmti}")
dir=$(mktemp -d)
trap 'cd /; umount "$dir/disk" 2>/dev/null || true; rm -rf "$dir"' EXIT
mkdir "$dir/disk"
if ! mount -t tmpfs -o size=4m tmpfs "$dir/disk" 2>/dev/null; then
  echo "a file system of its own cannot be made here: not tried"
  exit 0
fi
cd "$dir/disk"
"$fmti" new index idx -q
"$fmti" score 2025 -o ranking.csv -q
echo before >summary.md

state() {
  find . ! -name filler -printf '%p %m\n' | sort
  find . -type f ! -name filler -exec sha256sum {} + | sort
}
try() {
  local before code=0 said
  rm -f filler
  before=$(state)
  # All that is left but for a few bytes, which is room for a beginning.
  dd if=/dev/zero of=filler bs=4k count=100000 2>/dev/null || true
  said=$("$fmti" "$@" 2>&1 >/dev/null) || code=$?
  [ "$code" -eq 2 ] || { echo "$*: exit $code, $said" >&2; exit 1; }
  case $said in *"no space left on device"*) ;; *) echo "$*: $said" >&2; exit 1 ;; esac
  case $said in *"os error"*) echo "$*: $said" >&2; exit 1 ;; esac
  [ "$(state)" = "$before" ] || { echo "$*: not as it was" >&2; diff <(echo "$before") <(state) >&2; exit 1; }
  rm -f filler
}
try score 2025 --long -o ranking.csv -q
try score 2025 -o new.csv -q
try score 2025 --long -q --summary summary.md
try new index other -q
try new disclosure acme --in idx -q
try lock 2025 -q
try diff 2024 2025 --fail-on lost-points --write-baseline baseline.json -q
try report 2025 -o site -q --no-png
for name in other; do "$fmti" new index "$name" -q; done
"$fmti" new disclosure acme --in idx -q
"$fmti" check idx -q
echo "a full disk: nothing lost, nothing left"
