# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./run and ./check, with $root set: packages and builds. All talk goes to stderr, since
# the program's own standard output may be a picture.

say() { printf '%s\n' "$*" >&2; }

# The packages of the named groups, one a line.
packages_of() {
    awk -v wanted=" $* " '/^\[/ {on = index(wanted, " " substr($0, 2, length($0) - 2) " "); next}
        on && !/^#/ && NF {print $1}' "$root/.ci/packages"
}

missing_packages() {
    local have
    have=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' 2>/dev/null | sed -n 's/^ii *//p')
    packages_of "$@" | grep -vxF "$have" || true
}

# Where there is no apt: what the build wants, by the names of programs, of pkg-config and of headers.
# CMakeLists.txt asks pkg-config for most; the rest is loaded by name when it runs, or has no .pc file.
missing_elsewhere() {
    local name modules
    for name in cc cmake ninja pkg-config scdoc; do
        command -v "$name" >/dev/null || echo "$name"
    done
    modules=$(sed -nE 's/^pkg_check_modules\([A-Z]+ REQUIRED (IMPORTED_TARGET )?(.*)\)$/\2/p' "$root/CMakeLists.txt")
    for name in $modules avahi-client cglm egl gl glew jack libwebsockets rtmidi; do
        pkg-config --exists "$name" 2>/dev/null || echo "$name"
    done
    [ -e /usr/include/stb/stb_image_write.h ] || echo stb/stb_image_write.h
}

set_up_elsewhere() {
    local missing
    missing=$(missing_elsewhere | paste -sd ' ' | sed 's/ /, /g')
    [ -n "$missing" ] || return 0
    say "The build wants these, which pkg-config and PATH do not have: $missing (docs/install.md names packages)."
    exit 69
}

install_packages() {
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null; then
            say "These Debian packages are missing, and only root can install them: $*"
            exit 69
        fi
        as_root=(sudo)
    fi
    say "Installing $# Debian packages ..."
    as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
    if ! { "${as_root[@]}" update && "${as_root[@]}" install -y --no-install-recommends "$@"; } \
        >"$root/build/apt.log" 2>&1; then
        tail -n 5 "$root/build/apt.log" >&2
        say "apt-get could not install them (its words are in build/apt.log): $*"
        exit 69
    fi
}

# set_up STAMP GROUP...: nothing where the list is the one that was last found complete.
set_up() {
    local stamp=$root/build/packages.$1 missing
    shift
    cmp -s "$root/.ci/packages" "$stamp" && return
    mkdir -p "$root/build"
    if command -v apt-get >/dev/null; then
        missing=$(missing_packages "$@")
        # shellcheck disable=SC2086 # one word a package
        [ -z "$missing" ] || install_packages $missing
    else
        set_up_elsewhere
    fi
    cp "$root/.ci/packages" "$stamp"
}

# build PRESET: asks ninja only where a source, or a folder of sources, is newer than the last build.
build() {
    local stamp=$root/build/$1/built log=$root/build/$1.log
    if [ -e "$stamp" ] && [ -z "$(find "$root/CMakeLists.txt" "$root/CMakePresets.json" \
        "$root/engine" "$root/tests" -newer "$stamp" -print -quit)" ]; then
        return
    fi
    mkdir -p "$root/build/$1"
    (
        flock 9
        cd "$root"
        [ -e "$stamp" ] || say "Building preset $1 (log: build/$1.log) ..."
        touch "$stamp.new"
        if ! { cmake --preset "$1" && cmake --build --preset "$1"; } >"$log" 2>&1; then
            grep -E -A4 ' error: |CMake Error' "$log" | head -n 60 >&2 || tail -n 20 "$log" >&2
            say "The build of preset $1 failed; all of it stands in build/$1.log"
            exit 1
        fi
        mv "$stamp.new" "$stamp"
    ) 9>"$root/build/$1/lock"
}
