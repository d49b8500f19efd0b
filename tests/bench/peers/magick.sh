# SPDX-License-Identifier: GPL-3.0-or-later
# The chain by ImageMagick, without tiles, which it has not: a kaleidoscope of four mirrors, a
# gradient for the vignette. $1 $2: size; $3: the output.
convert first.jpg -virtual-pixel mirror -distort SRT 9 \
    -gravity northwest -crop 50%x50%+0+0 +repage \( +clone -flop \) +append \( +clone -flip \) -append \
    -posterize 5 -modulate 100,100,183 -brightness-contrast 0x30 \
    \( second.jpg -alpha set -channel A -evaluate multiply 0.7 +channel \) -compose multiply -composite \
    \( -size "$1x$2" radial-gradient:white-gray40 \) -compose multiply -composite \
    -alpha off -depth 8 "$3"
