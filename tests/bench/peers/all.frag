#version 100
// SPDX-License-Identifier: GPL-3.0-or-later
// For glshader: the eight as one.
precision highp float;
varying vec2 v_texcoord;
uniform sampler2D tex;
uniform float time, width, height;
vec2 turned(vec2 p, float angle)
{
    float c = cos(angle), s = sin(angle);
    return mat2(c, -s, s, c) * p;
}

vec3 chain(vec2 at)
{
    vec2 aspect = vec2(width / height, 1.0), count = vec2(9.0, 5.0);
    vec2 cell = floor(at * count), inside = fract(at * count);
    vec2 chance = fract(sin(vec2(dot(cell, vec2(12.9, 78.2)), dot(cell, vec2(39.3, 11.1)))) * 43758.5);
    vec2 from = cell + 0.5 + turned(inside - 0.5, -0.07 * (2.0 * chance.x - 1.0));
    vec2 p = (from / count + 0.03 * (2.0 * chance - 1.0) - 0.5) * aspect;
    float wedge = 3.14159265 / 6.0, angle = abs(mod(atan(p.y, p.x), 2.0 * wedge) - wedge);
    p = turned(length(p) * vec2(cos(angle), sin(angle)), time * 0.157) / aspect + 0.5;
    vec3 color = texture2D(tex, 1.0 - abs(mod(p, 2.0) - 1.0)).rgb;
    vec2 edge = 0.5 - abs(inside - 0.5);
    color *= 1.0 + 0.12 * (2.0 * chance.y - 1.0);
    color = min(edge.x, edge.y) < 0.02 ? vec3(0.93, 0.9, 0.84) : clamp(color, 0.0, 1.0);
    color = floor(color * 4.0 + 0.5) / 4.0;
    float luma = dot(color, vec3(0.2126, 0.7152, 0.0722));
    vec3 pure = color - luma;
    color = clamp(luma + pure * -0.866 + 0.5 * (pure.gbr - pure.brg) * 0.577, 0.0, 1.0);
    return clamp((color - 0.5) * 1.3 + 0.5, 0.0, 1.0);
}

void main()
{
    vec3 color = chain(v_texcoord);
    color = mix(color, color * texture2D(tex, 1.0 - v_texcoord).rgb, 0.7);
    float away = smoothstep(0.35, 1.1, length(v_texcoord - 0.5) * 1.4142);
    gl_FragColor = vec4(mix(color, vec3(0.02, 0.015, 0.01), 0.6 * away), 1.0);
}
