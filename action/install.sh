#!/usr/bin/env bash
# Puts `fmti` on the path of this job's steps, built from the commit that the action was called by.
# INPUT_INSTALL: auto takes an `fmti` that is there already, always builds, never does not.
set -euo pipefail

case ${INPUT_INSTALL:-auto} in
  auto) if command -v fmti >/dev/null; then fmti --version; exit 0; fi ;;
  always) ;;
  never) fmti --version; exit 0 ;;
  *) echo "::error title=fmti::the input \`install\` is one of auto, always, never"; exit 2 ;;
esac

root=$RUNNER_TEMP/fmti-root
cargo install --locked --path "$GITHUB_ACTION_PATH" --root "$root"
echo "$root/bin" >>"$GITHUB_PATH"
