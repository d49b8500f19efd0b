# SPDX-License-Identifier: GPL-3.0-or-later
# GStreamer's glshader, one or eight of them. $1: the folder of the shaders; $2: one or eight; $3: a
# file for a still of first.jpg, or how many frames of 1920x1080 go nowhere.
export GST_GL_PLATFORM=egl GST_GL_WINDOW=egl-device
steps=()
for file in "$1"/$([ "$2" = one ] && echo all || echo '[1-8]_*').frag; do
    steps+=(! glshader fragment="\"$(cat "$file")\"")
done
case $3 in
*.png)
    gst-launch-1.0 -q filesrc location=first.jpg ! jpegdec ! videoconvert ! glupload ! glcolorconvert \
        "${steps[@]}" ! glcolorconvert ! gldownload ! video/x-raw,format=RGB ! pngenc ! \
        filesink location="$3"
    ;;
*)
    gst-launch-1.0 -q gltestsrc num-buffers="$3" pattern=smpte ! \
        'video/x-raw(memory:GLMemory),width=1920,height=1080' "${steps[@]}" ! fakesink sync=false
    ;;
esac
