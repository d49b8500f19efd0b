# SPDX-License-Identifier: GPL-3.0-or-later
# The log of tests/gpu/run as a Markdown table.

function row(what, wanted, found) {
    print "| " what " | " wanted " | " found " |"
}

BEGIN {
    print "| | wanted | found |\n|---|---|---|"
}

/ pictures agree$/ {
    row("scenes at 240 pixels beside llvmpipe, 0.5 % of pixels past 2/255 at most", "all", $1 " of " $3)
    row("the least alike of them", "", least " dB, " largest " / 255, " past " % of pixels past 2")
}

# NAME.png  L / 255  S % past 2  P dB
/^[^ ]+\.png .* dB/ {
    if (least == "" || $9 + 0 < least + 0) {
        least = $9
        largest = $2
        past = $5
    }
}

/ shaders compiled and linked$/ {
    row("shaders compiled and linked", "all", $1)
}

/^chain of eight, / {
    size = $4 "x" $6
    sub(/,$/, "", size)
}

/^(ours|by hand|copying) ?.*  +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+$/ {
    what = $0
    sub(/  .*/, "", what)
    row(what ", " size, "", $(NF - 3) " ms, CPU " $(NF - 1) " ms")
}

/ quads of [0-9]+ pictures / {
    row($1 " moving fragments of " $4 " pictures; by hand", "", $6 " ms; " $7 " ms")
}

/^(reached|MISSED) / {
    match($0, / -?[0-9.]+[^0-9(]*\(at /)
    what = substr($0, 10, RSTART - 10)
    found = substr($0, RSTART + 1, RLENGTH - 6)
    wanted = substr($0, RSTART + RLENGTH - 3)
    sub(/ +$/, "", what)
    sub(/ +$/, "", found)
    sub(/\)$/, "", wanted)
    row(what, wanted, found)
}

/^-- [a-z_]+: / {
    what = $2
    sub(/:$/, "", what)
    sub(/^-- [a-z_]+: /, "")
    row("the step `" what "`", "", $0)
}
