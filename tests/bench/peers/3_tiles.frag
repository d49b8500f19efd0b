#version 100
// SPDX-License-Identifier: GPL-3.0-or-later
// For glshader: tiles.
precision highp float;
varying vec2 v_texcoord;
uniform sampler2D tex;
uniform float time, width, height;
void main()
{
    vec2 count = vec2(9.0, 5.0), cell = floor(v_texcoord * count), inside = fract(v_texcoord * count);
    vec2 chance = fract(sin(vec2(dot(cell, vec2(12.9, 78.2)), dot(cell, vec2(39.3, 11.1)))) * 43758.5);
    float angle = 0.07 * (2.0 * chance.x - 1.0), c = cos(angle), s = sin(angle);
    vec2 from = cell + 0.5 + mat2(c, s, -s, c) * (inside - 0.5);
    vec4 color = texture2D(tex, from / count + 0.03 * (2.0 * chance - 1.0));
    vec2 edge = 0.5 - abs(inside - 0.5);
    color.rgb *= 1.0 + 0.12 * (2.0 * chance.y - 1.0);
    gl_FragColor = min(edge.x, edge.y) < 0.02 ? vec4(0.93, 0.9, 0.84, 1.0) : color;
}
