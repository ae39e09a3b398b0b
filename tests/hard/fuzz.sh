#!/bin/bash
# Goes on from the kept files: cargo-fuzz, each target for so many seconds. Needs a nightly toolchain
# and `cargo install cargo-fuzz`. Usage: fuzz.sh [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
mkdir "$corpus/files" "$corpus/words"
at=0
for kind in tests/corpus/*/; do
  for file in "$kind"*; do
    # The first byte chooses the kind.
    { printf "\\x$(printf %02x "$at")" && cat "$file"; } >"$corpus/files/$(basename "$kind")-$(basename "$file")"
  done
  at=$((at + 1))
done
for word in '5e25 FLOP' '12-14 weeks' '22/39' '1,200 of 2,400' '0.5' '::error::a' 'data-size'; do
  printf '%s' "$word" >"$corpus/words/$(printf '%s' "$word" | sha256sum | cut -c1-8)"
done
for target in files words; do
  cargo +nightly fuzz run "$target" "$corpus/$target" -- \
    -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -max_len=8192 2>&1 |
    grep -E "^(Done|SUMMARY|==|thread|stat)|BINGO|panicked|ERROR" || true
  [ "${PIPESTATUS[0]}" -eq 0 ] || { echo "$target: a fault was found" >&2; exit 1; }
done
