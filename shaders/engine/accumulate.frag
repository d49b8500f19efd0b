#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// One sample of --samples, blended onto the sum: linear light or as stored, premultiplied.
layout(binding = 0) uniform sampler2D picture;
layout(location = 0) uniform bool is_encoded;
out vec4 color;

vec3 linear_light(vec3 encoded)
{
    vec3 high = pow((encoded + 0.055) / 1.055, vec3(2.4));
    return mix(high, encoded / 12.92, lessThanEqual(encoded, vec3(0.04045)));
}

void main()
{
    vec4 texel = clamp(texelFetch(picture, ivec2(gl_FragCoord.xy), 0), 0.0, 1.0);
    vec3 light = is_encoded ? texel.rgb : linear_light(texel.rgb);
    color = vec4(light * texel.a, texel.a);
}
