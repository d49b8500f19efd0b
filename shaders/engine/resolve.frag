#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// The mean of --samples: back to sRGB and straight alpha. lib/dither.glsl is appended.
layout(binding = 0) uniform sampler2D sum;
layout(location = 0) uniform float sample_count;
layout(location = 1) uniform bool dithered;
layout(location = 2) uniform bool is_encoded;
out vec4 color;

vec3 dither8(vec3 colour, vec2 pixel);

vec3 encoded(vec3 light)
{
    vec3 high = 1.055 * pow(light, vec3(1.0 / 2.4)) - 0.055;
    return mix(high, light * 12.92, lessThanEqual(light, vec3(0.0031308)));
}

void main()
{
    vec4 total = texelFetch(sum, ivec2(gl_FragCoord.xy), 0);
    vec3 light = total.a > 0.0 ? min(total.rgb / total.a, 1.0) : vec3(0.0);
    color = vec4(is_encoded ? light : encoded(light), min(total.a / sample_count, 1.0));
    if (dithered)
        color.rgb = dither8(color.rgb, gl_FragCoord.xy);
}
