#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// The chain of eight by hand, as one shader: rotate, kaleidoscope, tiles, posterize, hue, contrast,
// a second picture multiplied in, vignette, on the scene's background and with the last write's
// noise. The formulas are the effect files', the contract is the program's: straight alpha in every
// step, each step's colour clamped, each point that moved kept within the picture.
layout(binding = 0) uniform sampler2D first;
layout(binding = 1) uniform sampler2D second;
layout(std140, binding = 0) uniform Chain
{
    vec4 background, gap_color, corner_color;
    vec2 size, first_scale, first_offset, second_scale, second_offset;
    vec2 rotate_center, kaleidoscope_center;
    float first_level, second_level;
    float rotate_angle;
    float sides, kaleidoscope_angle, turn, zoom;
    float count, amount, tile_angle, light, gap, seed;
    float levels, tone_softness;
    float hue_angle;
    float contrast, contrast_level;
    float opacity;
    float corner_amount, radius, corner_softness;
};
layout(location = 0) out vec4 result;

const float TURN = 6.28318530718;
const vec3 LUMA = vec3(0.2126, 0.7152, 0.0722);

vec4 bounded(vec4 color)
{
    return clamp(color, 0.0, 1.0);
}

vec2 within(vec2 p)
{
    return clamp(p, 0.5 / size, 1.0 - 0.5 / size);
}

vec2 mirrored(vec2 p)
{
    return 1.0 - abs(mod(p, 2.0) - 1.0);
}

mat2 turned(float degrees_ccw)
{
    float angle = radians(degrees_ccw);
    return mat2(cos(angle), sin(angle), -sin(angle), cos(angle));
}

vec3 hash3(vec2 cell, float salt)
{
    uvec3 v = uvec3(ivec3(floor(vec3(cell + 0.5, salt))));
    v = v * 1664525u + 1013904223u;
    v.x += v.y * v.z;
    v.y += v.z * v.x;
    v.z += v.x * v.y;
    v ^= v >> 16u;
    v.x += v.y * v.z;
    v.y += v.z * v.x;
    v.z += v.x * v.y;
    return vec3(v >> 8u) / 16777216.0;
}

// Kaleidoscope: five foldings about mirrors instead of an arc tangent.
vec2 folded(vec2 p, float pairs)
{
    p.y = abs(p.y);
    float wedges = pairs;
    for (int i = 0; i < 5; i++) {
        wedges = ceil(0.5 * wedges);
        float line = 0.5 * TURN * wedges / pairs;
        vec2 beyond = vec2(-sin(line), cos(line));
        p -= 2.0 * max(dot(p, beyond), 0.0) * beyond;
    }
    return p;
}

vec4 blended(vec4 below, vec4 above, vec3 mixed)
{
    float under = (1.0 - above.a) * below.a;
    float alpha = above.a + under;
    vec3 color = above.a * mix(above.rgb, mixed, below.a) + under * below.rgb;
    return bounded(vec4(color / max(alpha, 1e-9), alpha));
}

void main()
{
    vec2 p = gl_FragCoord.xy / size;
    vec2 aspect = vec2(size.x / size.y, 1.0);

    // Tiles: which one, and where its print was taken.
    float rows = floor(count + 0.5);
    vec2 tile = vec2(aspect.x / max(floor(rows * aspect.x + 0.5), 1.0), 1.0 / rows);
    vec2 corner = -0.5 * aspect;
    vec2 at = (p - 0.5) * aspect;
    vec2 number = floor((at - corner) / tile + 0.0001); // beside the pixels' middles
    vec2 center = corner + (number + 0.5) * tile;
    vec2 inside = 0.5 * tile - abs(at - center);
    vec3 swing = 2.0 * hash3(number, seed) - 1.0;
    vec2 from = center + turned(tile_angle * swing.z) * (at - center) + amount * swing.xy;
    vec2 q = within(mirrored(from / aspect + 0.5));

    // Kaleidoscope.
    vec2 wedge = turned(-turn) * ((q - kaleidoscope_center) * aspect);
    wedge = turned(kaleidoscope_angle) * folded(wedge, floor(sides + 0.5)) / zoom;
    q = within(mirrored(kaleidoscope_center + wedge / aspect));

    // Rotate.
    q = rotate_center + turned(-rotate_angle) * ((q - rotate_center) * aspect) / aspect;
    q = within(mirrored(q));

    vec4 color = bounded(textureLod(first, q * first_scale + first_offset, first_level));

    // Tiles: light and gaps.
    float more = light * (2.0 * hash3(number, seed + 77.0).x - 1.0);
    color.rgb *= 1.0 + more * (more > 0.0 ? 1.0 - color.rgb : vec3(1.0));
    float within_tile = min(inside.x, inside.y);
    vec2 ends = clamp((0.5 * vec2(gap, -gap) - within_tile) * size.y + 0.5, 0.0, 1.0);
    float open = ends.x - ends.y;
    if (open > 0.0) {
        float comes = open * gap_color.a, stays = (1.0 - open) * color.a;
        color.rgb = (stays * color.rgb + comes * gap_color.rgb) / max(stays + comes, 1e-9);
        color.a = stays + comes;
    }
    color = bounded(color);

    // Posterize.
    float top = floor(levels + 0.5) - 1.0;
    float luma = dot(color.rgb, LUMA);
    vec4 tone = vec4(luma, (color.rgb - luma) * 6.0) * top;
    vec4 low = floor(tone);
    tone = (low + clamp((tone - low - 0.5) / max(tone_softness, 1e-4) + 0.5, 0.0, 1.0)) / top;
    color = bounded(vec4(tone.x + tone.yzw / 6.0, color.a));

    // Hue.
    float angle = radians(hue_angle);
    luma = dot(color.rgb, LUMA);
    vec3 pure = color.rgb - luma;
    vec3 across = vec3(dot(pure, vec3(-0.213, -0.715, 0.928)), dot(pure, vec3(0.143, 0.140, -0.283)),
                       dot(pure, vec3(-0.787, 0.715, 0.072)));
    color = bounded(vec4(luma + pure * cos(angle) + across * sin(angle), color.a));

    // Contrast.
    color = bounded(vec4((color.rgb - contrast_level) * contrast + contrast_level, color.a));

    // Onto the background, and the second picture onto that.
    color = blended(background, color, color.rgb);
    vec4 above = bounded(textureLod(second, p * second_scale + second_offset, second_level));
    above.a = clamp(above.a * opacity, 0.0, 1.0);
    color = blended(color, above, color.rgb * above.rgb);

    // Vignette.
    float away = length(p - 0.5) * 1.41421356;
    float edge = smoothstep(radius, radius + max(corner_softness, 1e-3), away);
    color = bounded(vec4(mix(color.rgb, corner_color.rgb, corner_amount * edge), color.a));

    // The last write's noise.
    uvec2 cell = uvec2(gl_FragCoord.xy);
    uint word = cell.x * 1597334677u ^ cell.y * 3812015801u;
    word = (word ^ (word >> 15)) * 2246822519u;
    word ^= word >> 13;
    uvec3 bits = (uvec3(word) >> uvec3(0u, 11u, 22u)) & 1023u;
    result = bounded(vec4(color.rgb + (vec3(bits) - 511.5) / (1024.0 * 255.0), color.a));
}
