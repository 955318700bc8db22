#!/usr/bin/env bash
# Checks that every C++ file is formatted as .clang-format says; with --mend formats them.
set -euo pipefail
cd "$(dirname "$0")/.."

usage="usage: tools/format.sh [--mend]"
case "${1-}" in
  "") words=(--dry-run -Werror) ;;
  --mend) words=(-i) ;;
  --help) echo "$usage" && exit 0 ;;
  *) echo "$usage" >&2 && exit 2 ;;
esac

cpp_files() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files -coz --exclude-standard '*.cpp' '*.hpp' | while IFS= read -r -d '' file; do
      [[ ! -f $file ]] || printf '%s\0' "$file"  # deleted, but still in the index
    done
  else
    find . \( -name build -o -name node_modules \) -prune -o \( -name '*.cpp' -o -name '*.hpp' \) \
      -print0
  fi
}

if ! cpp_files | xargs -0 -r -n 32 -P 2 clang-format-19 "${words[@]}"; then
  echo "format: the files named above are not formatted; run 'tools/format.sh --mend'" >&2
  exit 1
fi
