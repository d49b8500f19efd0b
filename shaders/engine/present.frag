#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A picture with straight alpha on a quad of an output, over black.
layout(binding = 0) uniform sampler2D picture;
layout(binding = 1) uniform sampler2D mask; // stretched over the output
layout(location = 0) uniform vec3 rows[3];  // from a pixel of the output to the unit square
layout(location = 3) uniform vec3 size_gain; // of the output in pixels; what the light is times
out vec4 color;

// Linear between its pixels; each counts as far as it covers, or edges would be darker than that.
vec3 over_black(vec2 at)
{
    ivec2 size = textureSize(picture, 0);
    vec2 place = at * vec2(size) - 0.5;
    vec2 share = fract(place);
    vec3 sum = vec3(0.0);
    for (int i = 0; i < 4; i++) {
        ivec2 by = ivec2(i & 1, i >> 1);
        vec4 c = texelFetch(picture, clamp(ivec2(floor(place)) + by, ivec2(0), size - 1), 0);
        vec2 weight = mix(1.0 - share, share, vec2(by));
        sum += weight.x * weight.y * c.a * c.rgb;
    }
    return sum;
}

void main()
{
    vec3 p = vec3(gl_FragCoord.xy, 1.0);
    vec3 q = vec3(dot(rows[0], p), dot(rows[1], p), dot(rows[2], p));
    vec2 at = q.xy / q.z;
    color = vec4(0.0, 0.0, 0.0, 1.0);
    if (q.z == 0.0 || any(lessThan(at, vec2(0.0))) || any(greaterThan(at, vec2(1.0))))
        return;
    float light = size_gain.z * textureLod(mask, gl_FragCoord.xy / size_gain.xy, 0.0).r;
    color.rgb = over_black(at) * light;
}
