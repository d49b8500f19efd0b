#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// One sample of --samples, blended onto the sum: linear light or as stored, premultiplied.
// lib/light.glsl is appended.
layout(binding = 0) uniform sampler2D picture;
layout(location = 0) uniform bool is_encoded;
out vec4 color;

vec3 light_linear(vec3 color);

void main()
{
    vec4 texel = clamp(texelFetch(picture, ivec2(gl_FragCoord.xy), 0), 0.0, 1.0);
    vec3 light = is_encoded ? texel.rgb : light_linear(texel.rgb);
    color = vec4(light * texel.a, texel.a);
}
