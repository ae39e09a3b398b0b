#!/bin/bash
# A run that replaces a report is ended at random moments, and before every rename and every new file:
# at its place stands always one whole report, the old or the new, and the run after it leaves nothing
# else. Usage: kill.sh [HOW MANY MOMENTS] [HOW MANY CALLS]; FMTI names the program.
set -euo pipefail
exec 3>&2 2>/dev/null # the shell tells of every program that is killed
fmti=$(realpath "${FMTI:-target/release/fmti}")
moments=${1:-100} calls=${2:-400}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
"$fmti" report 2025 -o site --no-png -q >/dev/null
started=$(date +%s%N)
"$fmti" report 2024 -o site --no-png -q --force >/dev/null
took=$((($(date +%s%N) - started) / 1000000))

fail() {
  echo "$1" >&3
  ls -lA . ./.fmti* >&3
  exit 1
}
whole() {
  [ -d site ] || fail "$1: there is no report"
  (cd site && sha256sum --quiet -c SHA256SUMS) || fail "$1: the report is not whole"
}
# What a run that was ended left is gone after the next.
after() {
  whole "$1"
  "$fmti" score 2025 -o ranking.csv -q
  [ "$(ls -A)" = "$(printf 'ranking.csv\nsite')" ] || fail "$1: something is left"
  rm ranking.csv
}

ended=0
for at in $(seq "$moments"); do
  case $((at % 4)) in 0) name=KILL code=137 ;; 1) name=INT code=130 ;; 2) name=TERM code=143 ;; *) name=HUP code=129 ;; esac
  # A shell has what it starts in the background ignore an interrupt; a program of its own does not.
  got=0
  env --default-signal=INT timeout -s "$name" "$(printf '0.%03d' $((RANDOM % (took + 20))))" \
    "$fmti" report 2024 -o site --no-png -q --force >/dev/null 2>&1 || got=$?
  case $got in
    0) ;;
    "$code" | 124) ended=$((ended + 1)) ;;
    *) fail "$name: exit $got" ;;
  esac
  [ "$name" = KILL ] || [ "$(ls -A)" = site ] || fail "$name: something is left"
  after "$name at a random moment"
done
echo "ended at $ended of $moments random moments: nothing lost, nothing left"

if command -v strace >/dev/null; then
  tried=0
  for call in rename renameat2 openat,creat unlinkat fsync; do
    at=1
    while [ "$tried" -lt "$calls" ]; do
      got=0
      strace -f -qq -o trace -e "trace=$call" -e "inject=$call:signal=SIGKILL:when=$at" \
        "$fmti" report 2024 -o site --no-png -q --force >/dev/null 2>&1 || got=$?
      rm -f trace
      after "killed at $call $at"
      tried=$((tried + 1))
      [ "$got" -ne 0 ] || break
      # The first ones are the telling ones; of hundreds alike, some do.
      at=$((at < 12 ? at + 1 : at * 3 / 2))
    done
  done
  echo "killed at $tried calls of the system: nothing lost, nothing left"
fi
