# SPDX-License-Identifier: Apache-2.0
# What the build needs of the machine. Sourced by app/run and tests/run.
# shellcheck shell=bash

# One group a line: why it is needed, a bar, the Debian packages.
pizza_package_groups=(
  "compile and build|build-essential cmake ninja-build ccache pkg-config git"
  "graphs, routing and network edge|libboost-dev libboost-graph-dev"
  "read OpenStreetMap extracts|libosmium2-dev libprotozero-dev zlib1g-dev libbz2-dev libexpat1-dev"
  "store, publish and configure|libsqlite3-dev libprotobuf-dev protobuf-compiler nlohmann-json3-dev libtomlplusplus-dev"
  "command line and logs|libcli11-dev libspdlog-dev"
  "keep the live world in PostgreSQL|libpq-dev postgresql"
  "encrypt and sign|libsodium-dev libssl-dev"
  "build the screens|qt6-base-dev libqt6opengl6-dev qt6-declarative-dev qt6-declarative-dev-tools qt6-shadertools-dev \
qt6-shader-baker qt6-svg-dev qt6-positioning-dev libgl-dev libopengl0 libegl1"
  "show the screens|qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript qml6-module-qtquick \
qml6-module-qtquick-controls qml6-module-qtquick-layouts qml6-module-qtquick-shapes qml6-module-qtquick-templates \
qml6-module-qtquick-window libgl1-mesa-dri fonts-inter"
  "take pictures and test without a display|xvfb xauth qml6-module-qttest"
  "draw diagrams|graphviz"
  "speak with Redis and Kafka|libhiredis-dev librdkafka-dev"
  "test on real servers|redis-server default-jre-headless maven python3"
)

pizza_say() { printf '%s\n' "$*" >&2; }

# Names the packages among "$@" that are not installed, one a line.
pizza_missing_among() {
  comm -23 <(printf '%s\n' "$@" | sort -u) \
    <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' | sort -u)
}

# Installs what is missing, and only that; says what and why. Fails with the command to run where it may not.
pizza_install_prerequisites() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    pizza_say "Not a Debian machine: nothing is installed; the packages to look for are listed in app/prerequisites.sh."
    return 0
  fi
  local group wanted=() missing
  for group in "${pizza_package_groups[@]}"; do
    read -ra packages <<<"${group#*|}"
    wanted+=("${packages[@]}")
  done
  missing=$(pizza_missing_among "${wanted[@]}")
  [ -n "$missing" ] || return 0

  pizza_say "Debian packages to install:"
  for group in "${pizza_package_groups[@]}"; do
    read -ra packages <<<"${group#*|}"
    local here
    here=$(comm -12 <(printf '%s\n' "${packages[@]}" | sort) <(printf '%s\n' "$missing") | tr '\n' ' ')
    [ -z "$here" ] || pizza_say "  ${group%%|*}: ${here% }"
  done
  read -ra packages <<<"${missing//$'\n'/ }"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      pizza_say "They need root, and there is no sudo here. As root, run: apt-get install ${packages[*]}"
      return 1
    fi
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q >&2 &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}" >&2
}

# pizza_build PRESET [TARGET…]: configures build/PRESET where that is needed, then builds the targets, or all.
pizza_build() {
  local preset=$1
  shift
  local folder=build/$preset
  if [ ! -f "$folder/build.ninja" ] || [ CMakePresets.json -nt "$folder/CMakeCache.txt" ]; then
    cmake --preset "$preset" >&2 || return 1
  fi
  local targets=()
  [ $# = 0 ] || targets=(--target "$@")
  cmake --build "$folder" "${targets[@]}" >&2
}
