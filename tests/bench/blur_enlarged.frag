#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// blur by hand, last pass: the small picture read by a cubic, on black, with the last write's noise.
layout(binding = 0) uniform sampler2D small;
layout(location = 0) uniform vec4 axis; // texels of `small` a pixel across and up, margins
layout(location = 0) out vec4 result;

vec3 color_of(vec3 light)
{
    vec3 s = sqrt(sqrt(clamp(light, 0.0, 1.0)));
    vec3 high = s * (s * (s * (s * (s * (s * (0.360089788 - 0.0682427702 * s) - 0.835965167) + 1.14875528) -
                               1.12218804) + 1.45070561) + 0.125420248) - 0.0585751396;
    return mix(high, light * 12.92, step(light, vec3(0.0031308)));
}

void main()
{
    vec2 size = vec2(textureSize(small, 0));
    vec2 texel = axis.zw + gl_FragCoord.xy * axis.xy;
    vec2 middle = floor(texel - 0.5) + 0.5;
    vec2 f = texel - middle;
    vec2 g = 1.0 - f;
    vec2 w0 = g * g * g / 6.0;
    vec2 w1 = (4.0 - 3.0 * f * f * (2.0 - f)) / 6.0;
    vec2 w3 = f * f * f / 6.0;
    vec2 share = 1.0 - w0 - w1;
    vec2 low = (middle - w0 / (w0 + w1)) / size;
    vec2 high = (middle + 1.0 + w3 / share) / size;
    if (axis.x == 1.0) {
        low.x = texel.x / size.x;
        share.x = 0.0;
    }
    if (axis.y == 1.0) {
        low.y = texel.y / size.y;
        share.y = 0.0;
    }
    vec4 below = mix(textureLod(small, low, 0.0), textureLod(small, vec2(high.x, low.y), 0.0), share.x);
    vec4 above = mix(textureLod(small, vec2(low.x, high.y), 0.0), textureLod(small, high, 0.0), share.x);
    vec4 color = mix(below, above, share.y);
    color = clamp(vec4(color_of(color.rgb / max(color.a, 1e-9)), color.a), 0.0, 1.0);
    color = vec4(color.a * color.rgb, 1.0);

    uvec2 cell = uvec2(gl_FragCoord.xy);
    uint word = cell.x * 1597334677u ^ cell.y * 3812015801u;
    word = (word ^ (word >> 15)) * 2246822519u;
    word ^= word >> 13;
    uvec3 bits = (uvec3(word) >> uvec3(0u, 11u, 22u)) & 1023u;
    result = clamp(vec4(color.rgb + (vec3(bits) - 511.5) / (1024.0 * 255.0), color.a), 0.0, 1.0);
}
