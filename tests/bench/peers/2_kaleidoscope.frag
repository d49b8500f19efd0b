#version 100
// SPDX-License-Identifier: GPL-3.0-or-later
// For glshader: kaleidoscope.
precision highp float;
varying vec2 v_texcoord;
uniform sampler2D tex;
uniform float time, width, height;
void main()
{
    vec2 aspect = vec2(width / height, 1.0), p = (v_texcoord - 0.5) * aspect;
    float wedge = 3.14159265 / 6.0, angle = atan(p.y, p.x);
    angle = abs(mod(angle, 2.0 * wedge) - wedge);
    p = length(p) * vec2(cos(angle), sin(angle)) / aspect + 0.5;
    gl_FragColor = texture2D(tex, 1.0 - abs(mod(p, 2.0) - 1.0));
}
