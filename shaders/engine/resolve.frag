#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// The mean of --samples: back to sRGB and straight alpha. lib/light.glsl and lib/dither.glsl are appended.
layout(binding = 0) uniform sampler2D sum;
layout(location = 0) uniform float sample_count;
layout(location = 1) uniform bool dithered;
layout(location = 2) uniform bool is_encoded;
out vec4 color;

vec3 dither8(vec3 colour, vec2 pixel);

vec3 light_encoded(vec3 light);

void main()
{
    vec4 total = texelFetch(sum, ivec2(gl_FragCoord.xy), 0);
    vec3 light = total.a > 0.0 ? min(total.rgb / total.a, 1.0) : vec3(0.0);
    color = vec4(is_encoded ? light : light_encoded(light), min(total.a / sample_count, 1.0));
    if (dithered)
        color.rgb = dither8(color.rgb, gl_FragCoord.xy);
}
