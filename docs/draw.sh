#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Draws docs/images and writes docs/effects.md, with remontage itself: the sheet of scenes/, each
# scene in README.md and docs/scenes.md that a picture follows, and each effect at its defaults.
# usage: docs/draw.sh [PROGRAM [PART...]]: scenes readme blocks fragments others effects; all, unless said
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
program=$(readlink -f "${1:-$root/build/release/remontage}")
images=$root/docs/images
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export XDG_DATA_HOME=$scratch/data XDG_CONFIG_HOME=$scratch/config
mkdir -p "$images"
cd "$scratch"

draw() { "$program" render "$@" --quiet; }

# sheet WIDTH HIGHEST FILE [LETTERS] <ROWS: each line is a row of NAME ASPECT pairs, NAME.png being a
# picture here. A row fills the width, unless it would be higher than HIGHEST. With LETTERS, a height,
# each picture's name stands below it, without what comes before its first underscore.
sheet() {
    awk -v W="$1" -v highest="$2" -v letters="${4-0}" -v gap=12 '
    {
        sum = 0
        for (i = 2; i <= NF; i += 2)
            sum += $i
        h = (W - gap * (NF / 2 + 1)) / sum
        if (h > highest)
            h = highest
        y += gap
        x = gap
        for (i = 1; i <= NF; i += 2) {
            name[++n] = $i
            aspect[n] = $(i + 1)
            high[n] = h
            left[n] = x
            top[n] = y
            x += h * aspect[n] + gap
        }
        y += h + 1.5 * letters
    }
    function words(name) {
        sub(/^[a-z]+_/, "", name)
        return name
    }
    # Texts are no sources of scenes, but a drawing with an empty ground is.
    function write_names() {
        printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\">", W, H >"names.svg"
        printf "<g font-family=\"Inter\" font-size=\"%g\" fill=\"#15110d\">", letters >"names.svg"
        for (i = 1; i <= n; i++)
            printf "<text x=\"%g\" y=\"%g\">%s</text>", left[i], top[i] + high[i] + 1.25 * letters,
                words(name[i]) >"names.svg"
        print "</g></svg>" >"names.svg"
    }
    END {
        H = int(y + gap)
        printf "size: %dx%d\nbackground: \"#f4f1ea\"\nlayers:\n", W, H
        for (i = 1; i <= n; i++)
            printf "  - {picture: %s.png, fit: contain, place: {x: %.6f, y: %.6f, scale: %.6f}}\n",
                name[i], (left[i] + high[i] * aspect[i] / 2) / W, 1 - (top[i] + high[i] / 2) / H,
                (aspect[i] > W / H ? high[i] * aspect[i] / W : high[i] / H)
        if (letters) {
            write_names()
            print "  - {picture: names.svg, fit: stretch}"
        }
    }' >sheet.yaml
    draw sheet.yaml -o "$3" --quality 84
}

# <ROWS of scenes' names: draws each, and prints the rows for `sheet`.
rows() {
    local scene name row
    while read -ra row; do
        for name in "${row[@]}"; do
            scene=$root/scenes/$name.yaml
            [ -f "$name.png" ] || draw "$scene" -o "$name.png" --size 640
            awk -F'[ x]' -v name="$name" '/^size:/ {a = $2 / $3} END {printf "%s %f ", name, a ? a : 16 / 9}' "$scene"
        done
        echo
    done
}

scenes() {
    rows <<'ROWS' | sheet 1600 440 "$images/sheet.jpg"
first machine red_sun mist
geography grounded hoarding
altar indigo exquisite stirred
kino_eye cat_in_four_inks joiner deep_field
dusk long_night corridor stride
four_hundred no_cat divided eight_cats
avalanche room tidied nitrate
endless ninety_nine_cats torn herbal bouquet
cult reproduction film kuleshov evening
display_value table a_thousand_copies
specimen heartbeat organ politics hands
ROWS
}

# README.md's: one large, eight behind it, and sixteen that move.
readme() {
    draw "$root/scenes/grounded.yaml" -o "$images/grounded.jpg" --size 1400 --quality 80
    draw "$root/scenes/kino_eye.yaml" -o "$images/kino_eye.png" --size 360 --frames 6-186x12 --compress 3
    rows <<'ROWS' | sheet 1400 500 "$images/eight.jpg"
hoarding endless dusk geography
kuleshov herbal ninety_nine_cats nitrate
ROWS
}

# Each ```yaml block that ![words](…images/NAME.jpg) follows becomes that picture.
blocks() {
    local picture
    awk '/^```yaml/ {block = ""; inside = 1; next}
        /^```/ {inside = 0; next}
        inside {block = block $0 "\n"}
        match($0, /images\/[a-z_0-9]+\.jpg\)/) && block {
            name = substr($0, RSTART + 7, RLENGTH - 12)
            printf "%s", block > ("block_" name ".yaml")
            block = ""
        }' "$@"
    for picture in block_*.yaml; do
        picture=${picture#block_}
        draw "block_${picture%.yaml}.yaml" --size 640x360 --time 1 --quality 72 \
            -o "$images/${picture%.yaml}.jpg"
    done
}

# kind NAME: a scene with this step and nothing else.
example() {
    local picture=asset:nagasaki-boats.jpg
    case $1 in
        colour | print) picture=asset:coffee.jpg ;;
        display) picture=asset:allium-oreophilum.jpg ;;
    esac
    case $2 in
        circulate) picture=asset:coffee.jpg ;;
        original) picture=asset:chelsea-the-cat.jpg ;;
        distance) picture=asset:french-alpine-landscape.jpg ;;
    esac
    case $1 in
        generators) printf 'layers:\n  - generate: %s\n' "$2" ;;
        blends) printf 'layers:\n  - picture: asset:rocket-at-dusk.jpg\n  - picture: asset:coffee.jpg\n    blend: %s\n' "$2" ;;
        transitions) printf 'layers:\n  - picture: %s\n    chain: {%s: {to: asset:rocket-at-dusk.jpg}}\n' "$picture" "$2" ;;
        time) moving "$2" ;;
        sound) printf 'sound: {file: asset:heartbeat.flac}\nlayers:\n  - picture: %s\n    chain: %s\n' "$picture" "$2" ;;
        *) printf 'layers:\n  - picture: %s\n    chain: %s\n' "$picture" "$2" ;;
    esac
}

# NAME: what the effect makes of a red moon that wanders over the sky.
moving() {
    cat <<END
sources:
  sky: asset:rocket-at-dusk.jpg
  eye: {image: asset:retina.jpg, fit: contain}
  disc: {generate: {shape: {color: white, background: black, size: 0.96, softness: 0.02}}}
layers:
  - picture: sky
  - picture: eye
    mask: disc
    place: {x: 0.5 + 0.35 * sin(time * 2), y: 0.6 + 0.25 * cos(time * 1.4), scale: 0.25}
finish: $1
END
}

# What stands above the transitions' words.
about_transitions() {
    cat <<'END'
A transition stands in a chain; its second picture is a parameter, and `progress` goes from 0 to 1. One on every bar,
in its first beat, there and then back:

```yaml
sources: {boats: asset:nagasaki-boats.jpg, alps: asset:french-alpine-landscape.jpg}
layers:
  - picture: boats
    chain:
      - slide:
          to: alps
          progress: abs((mod(bar, 2) >= 1) - ease(4 * fract(bar)))
```

END
}

# One folder's effects: its pictures in one sheet, its words below.
folder() {
    local kind=$1 name words row=0 cells= across=4 frame=0
    [ "$kind" != time ] || frame=40
    [ "$kind" != sound ] || frame=77 across=2
    [ "$kind" != print ] || across=2 # dots want to be seen
    [ "$kind" != display ] || across=3
    printf '\n## %s\n\n![%s, each with its name](images/effects_%s.jpg)\n\n' "$kind" "$kind" "$kind"
    [ "$kind" != transitions ] || about_transitions
    while read -r name words; do
        example "$kind" "$name" >"$name.yaml"
        draw "$name.yaml" -o "effect_$name.png" --size 480x270 --frame "$frame"
        cells+="effect_$name 1.777778 "
        row=$((row + 1))
        [ $((row % across)) != 0 ] || cells+=$'\n'
        printf -- '- `%s`: %s\n' "$name" "$words"
    done
    printf '%s\n' "${cells%$'\n'}" | sheet 1000 $(((988 - 12 * across) * 9 / 16 / across)) \
        "$images/effects_$kind.jpg" 13
}

# A layer that cuts with NAME, or arranges with it: what makes the one visible that is shown.
fragments() {
    local boats=asset:nagasaki-boats.jpg coffee=asset:coffee.jpg cat=asset:chelsea-the-cat.jpg
    local five="[$boats, $coffee, $cat, asset:allium-oreophilum.jpg, asset:rocket-at-dusk.jpg]"
    case $1/$2 in
        cuts/exquisite_corpse) printf 'from: [%s, %s, %s], cut: %s' "$cat" "$coffee" "$boats" "$2" ;;
        cuts/figure) printf 'from: asset:allium-oreophilum.jpg, cut: {%s: {holes: 0.004}}, border: {width: 0.008, color: "#fffaf0"}' "$2" ;;
        cuts/*) printf 'from: %s, cut: %s, border: {width: 0.005}' "$boats" "$2" ;;
        arranges/in_place) printf 'from: %s, cut: voronoi' "$five" ;;
        arranges/mosaic) printf 'from: %s, cut: {grid: {count: 2000}}, arrange: {%s: {target: %s}}' "$five" "$2" asset:acanthus-mollis.jpg ;;
        arranges/sort) printf 'from: %s, cut: {grid: {count: 1000}}, arrange: {%s: {by: hue, along: columns}}' "$five" "$2" ;;
        arranges/sheet) printf 'from: %s, cut: {grid: {columns: 6, rows: 6}}, arrange: %s' "$five" "$2" ;;
        arranges/stack) printf 'from: %s, cut: {grid: {count: 60}}, arrange: %s, border: {width: 0.008}, shadow: {opacity: 0.5}' "$five" "$2" ;;
        arranges/shuffle) printf 'from: %s, cut: {grid: {count: 60}}, arrange: %s' "$boats" "$2" ;;
        arranges/echo) printf 'from: moon, cut: {strips: {count: 60}}, arrange: {%s: {by: rows}}, moments: 32' "$2" ;;
        *) printf 'from: %s, cut: voronoi, arrange: %s' "$boats" "$2" ;;
    esac
}

# All cuts, or all arranges, in one sheet: docs/fragments.md has the words.
pieces() {
    local name words row=0 cells= across=5
    [ "$1" != arranges ] || across=4
    while read -r name words; do
        cat >"$name.yaml" <<END
background: $([ "$name" = figure ] && echo '"#d8a31a"' || echo black)
layers:
  - {name: moon, picture: asset:retina.jpg, fit: contain, visible: no, place: {x: 0.5 + 0.4 * sin(time * 2), scale: 0.6}}
  - fragments: {$(fragments "$1" "$name")}
END
        draw "$name.yaml" -o "piece_$name.png" --size 480x270 --time 2
        cells+="piece_$name 1.777778 "
        row=$((row + 1))
        [ $((row % across)) != 0 ] || cells+=$'\n'
    done < <("$program" list "$1" | awk '/^  /')
    printf '%s\n' "${cells%$'\n'}" | sheet 1600 $(((1588 - 12 * across) * 9 / 16 / across)) \
        "$images/fragments_$1.jpg" 21
}

effects() {
    local kind line
    "$program" list >list
    {
        cat <<'END'
# Every effect

Each as it draws with its defaults, with its name below. `remontage describe NAME` shows the parameters. Written by `docs/draw.sh`.
END
        for kind in $(awk '/^ ?[a-z]+$/ && $1 !~ /^(effects|cuts|arranges)$/ {print $1}' list); do
            awk -v kind="$kind" '/^ ?[a-z]+$/ {here = $1 == kind; next} here && NF' list >"$kind.list"
            folder "$kind" <"$kind.list"
        done
    } >"$root/docs/effects.md"
}

others() {
    draw "$root/assets/nagasaki-boats.jpg" --chain 'shards, halftone' -o "$images/boats.jpg" --size 560 \
        --quality 50
    draw "$root/scenes/four_hundred.yaml" --reveal -o "$images/reveal.jpg" --size 1280x720 --quality 80
    "$program" credits "$root/scenes/no_cat.yaml" -o no_cat.credits.yaml --quiet
    draw no_cat.credits.yaml -o "$images/credits.jpg" --size 960 --time 11 --quality 80
    "$program" ledger "$root/scenes/four_hundred.yaml" --quiet -o map.png
    draw map.png -o "$images/ledger_map.jpg" --size 1000 --quality 84
    "$program" ledger "$root/scenes/display_value.yaml" --frames 0-480x16 --quiet -o plot.svg
    draw plot.svg -o "$images/ledger_plot.jpg" --size 1000 --quality 88
}

for part in "${@:2}"; do
    [[ " scenes readme blocks fragments others effects " == *" $part "* ]] || { echo "no part '$part'" >&2; exit 2; }
done
wanted=" ${*:2} "
[ $# -gt 1 ] || wanted=" scenes readme blocks fragments others effects "
[[ $wanted != *" scenes "* ]] || scenes
[[ $wanted != *" readme "* ]] || readme
[[ $wanted != *" blocks "* ]] || blocks "$root/README.md" "$root/docs/scenes.md" "$root/docs/fragments.md"
[[ $wanted != *" fragments "* ]] || { pieces cuts; pieces arranges; }
[[ $wanted != *" others "* ]] || others
[[ $wanted != *" effects "* ]] || effects
