# SPDX-License-Identifier: GPL-3.0-or-later
# The chain of eight by ffmpeg's own filters, as near as they come: a kaleidoscope of four mirrors,
# pieces that change places for tiles. $1: frames, $2 $3: size, $4: the output's options.
ffmpeg -v error -nostdin -y -i first.jpg -i second.jpg -filter_complex "
[0:v]scale=$2:$3,setsar=1,format=gbrp,loop=-1:1,rotate=0.157+n*0.005,
crop=iw/2:ih/2:0:0,split[a][b];[b]hflip[c];[a][c]hstack,split[d][e];[e]vflip[f];[d][f]vstack,
shufflepixels=m=block:w=$(($2 / 8)):h=$(($3 / 5)),
lutrgb=floor(val/51)*51:floor(val/51)*51:floor(val/51)*51,hue=h=150,eq=contrast=1.3,format=gbrp[x];
[1:v]scale=$2:$3,setsar=1,format=gbrp,loop=-1:1[y];
[x][y]blend=all_mode=multiply:all_opacity=0.7,vignette" -frames:v "$1" $4
