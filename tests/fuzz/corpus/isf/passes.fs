/*{"INPUTS": [{"NAME": "startImage", "TYPE": "image"}, {"NAME": "endImage", "TYPE": "image", "DEFAULT": "startImage"},
 {"NAME": "progress", "TYPE": "float"}, {"NAME": "sound", "TYPE": "audioFFT", "MAX": 8}],
 "PASSES": [{"TARGET": "t", "PERSISTENT": "true", "WIDTH": "$WIDTH / 2", "HEIGHT": 64, "FLOAT": 1}, {}],
 "PERSISTENT_BUFFERS": ["t"], "IMPORTED": {"i": {"PATH": "i.png"}}}*/
#include "self"
varying vec2 v;
void main() { gl_FragColor = textureLod(startImage, v, 0.0) + dFdx(progress) * vec4(_endImage_imgSize, 0, TIME); discard; }
