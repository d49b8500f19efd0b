# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts beside it, with $root and $remontage set: draws every scene of scenes/.

# draw_scene SCENE FOLDER RENDERER: FOLDER/NAME.png at 240 pixels, drawn by a driver whose
# name begins with RENDERER; says so and fails where another one drew it.
draw_scene() {
    local name log when=()
    name=$(basename "$1" .yaml)
    # Where a scene moves by how much of it was shown, a last bit that tips a measurement moves all
    # that follows: it is drawn before that can add up.
    ! grep -qE '(share|aura)\.[a-z]' "$1" || when=(--time 2)
    log=$2/$name.log
    if ! "$remontage" render "$1" -s 240 "${when[@]}" -v -o "$2/$name.png" >/dev/null 2>"$log"; then
        echo "$name is not drawn: $(grep -m 1 -E 'remontage: |error: ' "$log")"
        return 1
    fi
    if ! grep -qF "remontage: OpenGL: $3" "$log"; then
        echo "$name is not drawn by $3: $(grep -F 'OpenGL: ' "$log")"
        return 1
    fi
}

# draw_scenes FOLDER RENDERER: all of them, as many at a time as there are cores.
draw_scenes() {
    export remontage
    export -f draw_scene
    mkdir -p "$1"
    printf '%s\n' "$root"/scenes/*.yaml |
        xargs -P "$(nproc)" -I{} bash -c 'draw_scene "$@"' draw_scene {} "$@"
}

# The renderer's name, as the program says it with -v; nothing where there is none.
renderer_here() {
    "$remontage" render "$root/scenes/first.yaml" -s 16 -v -o "$1/renderer.png" 2>&1 >/dev/null |
        sed -n 's/^remontage: OpenGL: //p'
    rm -f "$1/renderer.png"
}

use_llvmpipe() { export LIBGL_ALWAYS_SOFTWARE=1 GALLIUM_DRIVER=llvmpipe; }
# Vulkan on the CPU below Mesa's OpenGL on Vulkan.
use_zink() { export LIBGL_ALWAYS_SOFTWARE=1 GALLIUM_DRIVER=zink; }
