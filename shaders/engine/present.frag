#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A picture with straight alpha on a quad of an output, over black.
layout(binding = 0) uniform sampler2D picture;
layout(binding = 1) uniform sampler2D mask; // stretched over the output
layout(location = 0) uniform vec3 rows[3];  // from a pixel of the output to the unit square
layout(location = 3) uniform vec3 size_gain; // of the output in pixels; what the light is times
out vec4 color;

void main()
{
    vec3 p = vec3(gl_FragCoord.xy, 1.0);
    vec3 q = vec3(dot(rows[0], p), dot(rows[1], p), dot(rows[2], p));
    vec2 at = q.xy / q.z;
    color = vec4(0.0, 0.0, 0.0, 1.0);
    if (q.z == 0.0 || any(lessThan(at, vec2(0.0))) || any(greaterThan(at, vec2(1.0))))
        return;
    vec4 c = textureLod(picture, at, 0.0);
    float light = size_gain.z * textureLod(mask, gl_FragCoord.xy / size_gain.xy, 0.0).r;
    color.rgb = c.rgb * c.a * light;
}
