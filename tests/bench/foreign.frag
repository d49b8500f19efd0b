#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Eight files of tests/isf/foreign by hand, as one shader: fish_one, torn_rows, wave_macro, m, bands,
// hue_spin, which_channel, crosshatch, on the scene's background and with the last write's noise.
// The formulas are the files'; each step's colour is clamped, each point that moved is kept within
// the picture, as the program has it.
layout(binding = 0) uniform sampler2D first;
layout(std140, binding = 0) uniform Chain
{
    vec4 background;
    vec2 size, scale, offset;
    float level, time;
    float power, rows, throw_, amp, split, count, depth, turn, saturation, hatch;
    bool mirror_x, mirror_y;
    int channel;
};
layout(location = 0) out vec4 result;

const float table[4] = float[4](1.0, 0.85, 0.7, 0.55);

vec4 bounded(vec4 color)
{
    return clamp(color, 0.0, 1.0);
}

vec2 within(vec2 p)
{
    return clamp(p, 0.5 / size, 1.0 - 0.5 / size);
}

float wave(float x)
{
    return sin(6.2831853 * x);
}

void main()
{
    vec2 p = gl_FragCoord.xy / size;
    vec2 q = p;

    // m: a mirror or two.
    if (mirror_x && q.x > split)
        q.x = split * 2.0 - q.x;
    if (mirror_y && q.y > split)
        q.y = split * 2.0 - q.y;
    q = within(q);

    // wave_macro.
    float t = time * 0.1;
    q += amp * vec2(wave(q.y * 3.0 + t), wave(q.x * 2.0 - t) * (1.0 - abs(fract(q.x) * 2.0 - 1.0)));
    q = within(q);

    // torn_rows.
    float row = floor(q.y * rows);
    q.x += (fract(sin(row * 12.345) * 345.67) - 0.5) * throw_;
    q = within(q);

    // fish_one.
    vec2 d = q - 0.5;
    q = within(0.5 + d * (1.0 + power * (dot(d, d) - 0.25)));

    vec4 color = bounded(textureLod(first, q * scale + offset, level));

    // bands.
    int band = int(mod(floor(p.y * floor(count)), 4.0));
    color = bounded(vec4(color.rgb * (1.0 - depth + depth * table[band]), color.a));

    // hue_spin.
    vec3 yiq = color.rgb * mat3(0.299, 0.587, 0.114, 0.596, -0.274, -0.322, 0.211, -0.523, 0.312);
    float s = sin(turn * 6.2831853), c = cos(turn * 6.2831853);
    yiq.yz = mat2(c, s, -s, c) * yiq.yz * saturation;
    color = bounded(vec4(yiq * mat3(1.0, 0.956, 0.621, 1.0, -0.272, -0.647, 1.0, -1.106, 1.703),
                         color.a));

    // which_channel.
    vec3 single;
    switch (channel) {
    case 0: single = color.rrr; break;
    case 1: single = color.ggg; break;
    case 2: single = color.bbb; break;
    default: single = vec3(dot(color.rgb, vec3(0.2126, 0.7152, 0.0722)));
    }
    color = bounded(vec4(mix(color.rgb, single, 0.75), color.a));

    // crosshatch.
    float luma = dot(color.rgb, vec3(0.299, 0.587, 0.114)), k = 1.0;
    vec2 at = p * size;
    if (luma < 0.85 && mod(at.x + at.y, hatch) < 1.0)
        k *= 0.45;
    if (luma < 0.6 && mod(at.x - at.y, hatch) < 1.0)
        k *= 0.45;
    if (luma < 0.35 && mod(at.x + hatch * 0.5 + at.y, hatch) < 1.0)
        k *= 0.45;
    if (luma < 0.2 && mod(at.x - hatch * 0.5 - at.y, hatch) < 1.0)
        k *= 0.45;
    color = bounded(vec4(color.rgb * k, color.a));

    // Onto the background.
    float under = (1.0 - color.a) * background.a;
    float alpha = color.a + under;
    vec3 mixed = color.a * color.rgb + under * background.rgb;
    color = bounded(vec4(mixed / max(alpha, 1e-9), alpha));

    // The last write's noise.
    uvec2 cell = uvec2(gl_FragCoord.xy);
    uint word = cell.x * 1597334677u ^ cell.y * 3812015801u;
    word = (word ^ (word >> 15)) * 2246822519u;
    word ^= word >> 13;
    uvec3 bits = (uvec3(word) >> uvec3(0u, 11u, 22u)) & 1023u;
    result = bounded(vec4(color.rgb + (vec3(bits) - 511.5) / (1024.0 * 255.0), color.a));
}
