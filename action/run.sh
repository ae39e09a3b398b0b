#!/usr/bin/env bash
# What action.yml does: checks an edition, ranks it, and compares it with what it was.
# Inputs are INPUT_*. What GitHub sets may be missing, so that this runs anywhere.
# Exit status: 0 all is well; 1 errors, or a gate does not hold; 2 it could not be done, which it is
# too where gates should have judged a comparison and nothing was compared.
set -euo pipefail

path=${INPUT_PATH:-.}
output=${GITHUB_OUTPUT:-/dev/null}
temp=${RUNNER_TEMP:-${TMPDIR:-/tmp}}
work=$(mktemp -d "${temp%/}/fmti.XXXXXX")
report=$work/report.md
status=0 score='' regressions='' tree='' ended=''
: >"$report"

# say LEVEL TEXT: an annotation, whatever the text holds.
say() {
  local text=${2//'%'/%25}
  text=${text//$'\r'/%0D}
  text=${text//$'\n'/%0A}
  printf '::%s title=fmti::%s\n' "$1" "$text"
}

# worst STATUS: the worst of all is the step's.
worst() { if (($1 > status)); then status=$(($1 > 2 ? 2 : $1)); fi; }

refuse() {
  say error "$1"
  exit 2
}

finish() {
  if [ -z "$ended" ]; then worst 2; fi
  if [ -n "$tree" ]; then git -C "$path" worktree remove --force "$tree" || true; fi
  printf '%s\n' "score=$score" "regressions=$regressions" "report=$report" >>"$output"
  # Below the megabyte at which GitHub drops a summary: `--summary` sees to that.
  if [ "${INPUT_SUMMARY:-true}" = true ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    cat "$report" >>"$GITHUB_STEP_SUMMARY"
  fi
  exit "$status"
}
trap finish EXIT

# yes INPUT VALUE
yes() {
  case $2 in
    true) return 0 ;;
    false | '') return 1 ;;
    *) refuse "the input \`$1\` is true or false, not \`$2\`" ;;
  esac
}

# Whether any gate was asked for.
gated() { [[ ${INPUT_FAIL_ON-default} =~ [^,[:space:]] ]]; }

# not_compared TEXT: what was to be compared and is not. Where gates were asked for, silence would be
# a yes that nobody gave.
not_compared() {
  if gated; then
    say error "$1: nothing is compared, and no gate was judged"
    worst 2
  else
    say warning "$1: nothing is compared"
  fi
}

# Where the edition lies as it was named, from the top of its repository: `top` and `prefix`. What is
# a link on the way is refused: behind it may be another folder than the one that is compared.
locate() {
  local folder part at
  case $path in
    /*) folder=$path ;;
    *) folder=$(pwd -P)/$path ;;
  esac
  # The workspace itself may be reached by a link.
  if [ -n "${GITHUB_WORKSPACE:-}" ] && [[ $folder/ == "${GITHUB_WORKSPACE%/}"/* ]]; then
    folder=$(cd "$GITHUB_WORKSPACE" && pwd -P)/${folder#"${GITHUB_WORKSPACE%/}"}
  fi
  local -a parts=() kept=()
  IFS=/ read -r -d '' -a parts <<<"$folder/" || true
  for part in "${parts[@]}"; do
    part=${part%$'\n'}
    case $part in
      '' | .) ;;
      ..) refuse "the input \`path\` has a \`..\` in it: name the folder as it stands in the repository" ;;
      *) kept+=("$part") ;;
    esac
  done
  top='' prefix=''
  at=/$(IFS=/ && printf '%s' "${kept[*]-}")
  folder=$at
  while [ -n "$at" ] && [ "$at" != / ]; do
    if [ -e "$at/.git" ] && [ ! -L "$at" ]; then
      top=$at
      break
    fi
    prefix=${at##*/}${prefix:+/$prefix}
    at=${at%/*}
  done
  if [ -L "$folder" ] || { [ -n "$top" ] && through_link "$top" "$prefix"; }; then
    refuse "\`$path\` leads through a link: name the folder itself, as it stands in the repository"
  fi
}

# through_link FOLDER PREFIX: whether a part of the way down from a folder is a link.
through_link() {
  local at=$1 part rest=$2
  while [ -n "$rest" ]; do
    part=${rest%%/*}
    rest=${rest#"$part"}
    rest=${rest#/}
    at=$at/$part
    if [ -L "$at" ]; then return 0; fi
  done
  return 1
}

# each FLAG LIST: adds each of a list, between white space or commas, to the caller's `call`.
each() {
  local list item
  IFS=$', \t\n' read -r -d '' -a list <<<"$2" || true
  for item in ${list[@]+"${list[@]}"}; do call+=("$1=$item"); done
}

check() {
  local call=(check --quiet --summary "$report" -o github=- -o "json=$work/check.json")
  if [ -n "${INPUT_SARIF:-}" ]; then call+=(-o "sarif=$INPUT_SARIF"); fi
  if [ -n "${INPUT_RATER:-}" ]; then call+=("--rater=$INPUT_RATER"); fi
  if [ -n "${INPUT_MIN_SCORE:-}" ]; then call+=("--min-score=$INPUT_MIN_SCORE"); fi
  if yes strict "${INPUT_STRICT:-}"; then call+=(--strict); fi
  if yes locked "${INPUT_LOCKED:-}"; then call+=(--locked); fi
  each --min-domain "${INPUT_MIN_DOMAIN:-}"
  each --require "${INPUT_REQUIRE:-}"
  fmti "${call[@]}" -- "$path" || worst $?
}

# Fails where there is nothing to rank; whatever `check` has told is not told again.
rank() {
  local call=(score --quiet --summary "$report" -o "markdown=$work/score.md")
  if [ -n "${INPUT_RATER:-}" ]; then call+=("--rater=$INPUT_RATER"); fi
  if yes locked "${INPUT_LOCKED:-}"; then call+=(--locked); fi
  call+=(-o "json=$work/score.json")
  if ! fmti "${call[@]}" -- "$path" 2>"$work/score.log"; then
    if ((status == 0)); then
      cat "$work/score.log" >&2
      worst 2
    fi
    return 1
  fi
  # Rounded as everywhere else; a range where answers are open.
  local mean number='[0-9]+(\.[0-9]+)?'
  mean=$(sed -n '/^mean /{s/^mean \([^ ]*\) .*/\1/p;q;}' "$work/score.md")
  if [[ $mean =~ ^$number(–$number)?$ ]]; then score=$mean; fi
}

# compare OLD: holds the edition to the gates.
compare() {
  local call=(diff --quiet --summary "$report" -o "json=$work/diff.json")
  local gated=
  if [ -n "${INPUT_RATER:-}" ]; then call+=("--rater=$INPUT_RATER"); fi
  if [ -n "${INPUT_BASELINE:-}" ]; then call+=("--baseline=$INPUT_BASELINE"); fi
  if [ -n "${INPUT_ALLOW:-}" ]; then call+=("--allow=$INPUT_ALLOW"); fi
  local before=${#call[@]}
  each --fail-on "${INPUT_FAIL_ON-default}"
  if ((${#call[@]} > before)); then
    gated=yes
    call+=(-o github=-)
  fi
  fmti "${call[@]}" -- "$1" "$path" || worst $?
  if [ -n "$gated" ] && [ -f "$work/diff.json" ]; then
    # Our own JSON has a value on a line, and no line end inside of one: depth is indentation.
    regressions=$(awk '/^      "breaches": \[$/ { on = 1 } /^      \]/ { on = 0 }
      on && /^        \{$/ { n++ } END { print n + 0 }' "$work/diff.json")
  fi
}

# The first of these names that is a commit here.
commit_of() {
  local name
  for name; do
    if git -C "$path" rev-parse --verify --quiet --end-of-options "$name^{commit}"; then return; fi
  done
  return 1
}

# The edition as it was in a commit, in a tree of its own.
compare_with_base() {
  local name commit fork folder
  if [ -n "${INPUT_BASE:-}" ]; then
    name=$INPUT_BASE
    # What GitHub calls the commit before a branch was made.
    if [[ $name =~ ^0+$ ]]; then
      not_compared "the branch is new, and \`base\` names no commit"
      return
    fi
    commit=$(commit_of "$name" "refs/remotes/origin/$name") || commit=
  else
    name=$GITHUB_BASE_REF
    commit=$(commit_of "refs/remotes/origin/$name" "refs/heads/$name") || commit=
    # Where the branch left it, if that is known here: what the base has gained since was not lost.
    if fork=$(git -C "$path" merge-base "$commit" HEAD 2>/dev/null); then commit=$fork; fi
  fi
  if [ -z "$commit" ]; then
    refuse "\`$name\` is not in this checkout, so nothing can be compared: give actions/checkout \`fetch-depth: 0\`"
  fi
  if [ -z "$top" ] || [ -n "$(git -C "$top" rev-parse --show-superproject-working-tree)" ]; then
    refuse "\`$path\` is in a repository inside of the repository, whose commits are others: it cannot be compared"
  fi
  tree=$work/base-${commit:0:12}
  git -C "$path" -c core.hooksPath=/dev/null worktree add --quiet --detach "$tree" "$commit"
  folder=$tree${prefix:+/$prefix}
  if through_link "$tree" "$prefix"; then
    not_compared "\`$path\` leads through a link in \`$name\`"
  elif [ ! -d "$folder" ]; then
    not_compared "\`$path\` is not in \`$name\`"
  elif ! fmti check --quiet -o "json=$work/base.json" -- "$folder" 2>/dev/null; then
    # Otherwise no change could mend it.
    not_compared "\`$path\` has errors in \`$name\`"
  else
    compare "$folder"
  fi
}

if ! command -v fmti >/dev/null; then refuse "there is no \`fmti\` on the path"; fi
if [ ! -d "$path" ]; then refuse "the input \`path\` is a folder with edition.yaml, and \`$path\` is no folder"; fi
if [ -n "${INPUT_OLD:-}" ] && [ -n "${INPUT_BASE:-}" ]; then
  refuse "the inputs \`base\` and \`old\` both say what to compare with: give one"
fi
yes summary "${INPUT_SUMMARY:-true}" || true
locate

check
if ! rank; then
  say notice "\`$path\` was not scored, and nothing is compared"
elif [ -n "${INPUT_OLD:-}" ]; then
  # A folder that a change adds must not take the place of an edition that is built in.
  if [[ $INPUT_OLD != */* ]] && [ -e "$INPUT_OLD" ] &&
    (cd "$work" && fmti score --quiet -- "$INPUT_OLD") >"$work/old.log" 2>&1; then
    refuse "\`$INPUT_OLD\` is a folder here and a built-in edition: write \`./$INPUT_OLD\`, or move the folder"
  fi
  compare "$INPUT_OLD"
elif [ -n "${INPUT_BASE:-}${GITHUB_BASE_REF:-}" ]; then
  compare_with_base
elif gated; then
  say notice "there is no pull request, \`base\` or \`old\` to compare with: no gate was judged"
fi
ended=yes
