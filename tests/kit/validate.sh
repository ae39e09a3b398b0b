#!/usr/bin/env bash
# Do other programs read a press kit as it is meant?   tests/kit/validate.sh KIT...
# Needs Python 3.11 or newer with venv, and a package index to install two validators from.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || { echo "usage: $0 KIT..." >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for tool in frictionless cffconvert; do
  python3 -m venv "$work/$tool"
  "$work/$tool/bin/pip" install --quiet --disable-pip-version-check -r "$here/$tool.txt"
done

for kit in "$@"; do
  echo "== $kit"
  python3 "$here/read_back.py" "$kit"
  (cd "$kit" && sha256sum --check --strict --quiet SHA256SUMS)
  (cd "$kit/data" && "$work/frictionless/bin/frictionless" validate --json datapackage.json) \
    >"$work/report.json" || { cat "$work/report.json"; exit 1; }
  (cd "$kit" && "$work/cffconvert/bin/cffconvert" --validate)
done
