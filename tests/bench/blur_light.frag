#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// blur by hand, first pass: the mean light of a few pixels, a texel beyond each edge as the edge.
layout(binding = 0) uniform sampler2D picture;
layout(location = 0) uniform vec4 axis; // pixels a texel
layout(location = 0) out vec4 result;

vec3 light_of(vec3 color)
{
    vec3 s = sqrt(color * 0.947867299 + 0.0521327014);
    vec3 high = s * (s * (s * (s * (s * (0.806897275 - 0.0350985398 * s) + 0.313852129) - 0.112595672) +
                          0.0319182706) - 0.00536474864) + 0.00039120304;
    return mix(high, color * 0.0773993808, step(color, vec3(0.04045)));
}

void main()
{
    int side = int(axis.x);
    ivec2 corner = (ivec2(gl_FragCoord.xy) - 1) * side;
    vec2 size = vec2(textureSize(picture, 0));
    vec4 sum = vec4(0.0);
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            vec4 color = textureLod(picture, (vec2(corner + ivec2(x, y)) + 0.5) / size, 0.0);
            sum += vec4(light_of(color.rgb) * color.a, color.a);
        }
    }
    result = sum / float(side * side);
}
