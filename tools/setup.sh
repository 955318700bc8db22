#!/usr/bin/env bash
# Installs what ./run and ./test need and this machine lacks: the packages of
# packaging/debian-packages.txt and, where a package-lock.json stands, its npm packages.
# Needs only bash, dpkg and apt: on a bare Debian 12 there is neither git nor python3.
set -euo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.."

list=packaging/debian-packages.txt

die() {
  printf 'setup: %s\n' "$@" >&2
  exit 1
}

wanted_packages() {
  local name rest
  while read -r name rest; do
    [[ -z $name || $name == \#* ]] || printf '%s\n' "$name"
  done <"$list"
}

missing_packages() {
  local name
  declare -A installed=()
  while read -r name; do
    installed[$name]=yes
  done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')
  # Where npm came with another nodejs than Debian's, Debian's npm cannot be added.
  ! command -v npm >/dev/null || installed[npm]=yes
  while read -r name; do
    [[ -n ${installed[$name]-} ]] || printf '%s\n' "$name"
  done < <(wanted_packages)
}

apt_get() {
  # Another apt, like the nightly one, is waited for.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"
}

# The Boost of Debian's default, 1.74, cannot stand beside 1.81. Anything else that would have to
# go is for the owner of the machine to decide.
refuse_other_removals() {
  local line name removed=()
  while read -r line name _; do
    [[ $line != Remv ]] || removed+=("$name")
  done <<<"$1"
  ((${#removed[@]})) || return 0
  for name in "${removed[@]}"; do
    [[ $name == libboost*-dev ]] ||
      die "installing would remove $name; decide yourself and run: apt-get install ${missing[*]}"
  done
  echo "setup: Boost 1.81 replaces: ${removed[*]}"
}

# Debian starts these at once and at each boot, open to the network: here only what needs them does,
# where nobody else reaches them. Those that were there before are their owner's.
missing_servers() {
  local name
  for name in kamailio coturn; do
    [[ " ${missing[*]} " != *" $name "* ]] || printf '%s\n' "$name"
  done
}

hold_servers_back() {
  (($#)) && [[ -d /run/systemd/system ]] || return 0
  "${as_root[@]}" systemctl --quiet mask --runtime "$@"
}

let_servers_be() {
  (($#)) && command -v systemctl >/dev/null || return 0
  [[ ! -d /run/systemd/system ]] || "${as_root[@]}" systemctl --quiet unmask --runtime "$@"
  "${as_root[@]}" systemctl --quiet disable "$@"
}

install_packages() {
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null ||
    die "Portero is built on Debian 12 with these packages, which are missing: ${missing[*]}"
  as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      die "packages are missing and there is no sudo; run as root: apt-get install ${missing[*]}"
    as_root=(sudo)
    [[ -t 0 ]] || as_root+=(-n)
  fi
  echo "setup: installing ${#missing[@]} packages of $list: ${missing[*]}"
  local plan
  if ! plan=$(apt-get -s --no-install-recommends install "${missing[@]}" 2>&1); then
    echo "setup: asking the mirror for its list of packages first"
    apt_get update || die "apt-get update failed; check the network and /etc/apt, then try again"
    plan=$(apt-get -s --no-install-recommends install "${missing[@]}" 2>&1) ||
      die "apt cannot install them (is this Debian 12?):" "$plan"
  fi
  refuse_other_removals "$plan"
  local servers
  mapfile -t servers < <(missing_servers)
  hold_servers_back "${servers[@]}"
  local install=(-y --no-install-recommends -o Dpkg::Use-Pty=0 install "${missing[@]}")
  # An old list names files that the mirror no longer has: ask again once.
  apt_get "${install[@]}" || { apt_get update && apt_get "${install[@]}"; } ||
    die "apt-get failed; mend what it says above and run this again"
  let_servers_be "${servers[@]}"
}

# npm_ci FOLDER NPM: what its lock file says, unless that is there.
npm_ci() {
  local folder=$1 npm=$2
  if cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json"; then
    return 0
  fi
  echo "setup: npm ci in $folder"
  (cd "$folder" && "$npm" ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
    die "npm ci failed in $folder; check the network and run this again"
  mkdir -p "$folder/node_modules"
  cp "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json"
}

# Debian's npm fetches ours, with the Node.js that the others need: under an older one, npm leaves
# out the compiled parts of Vite without a word.
install_npm_packages() {
  npm_ci tools/node npm
  local lock
  while IFS= read -r lock; do
    npm_ci "${lock%/*}" "$PWD/tools/node/npm"
  done < <(find . \( -name node_modules -o -name build -o -path ./tools/node \) -prune -o \
    -name package-lock.json -print)
}

if (($#)); then
  echo "usage: tools/setup.sh (no words; see its first lines)" >&2
  exit 2
fi
install_packages
install_npm_packages
