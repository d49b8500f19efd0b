#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Shuffled tiles by hand: a pure function of the point and of one list, who has come to each place.
layout(location = 0) uniform ivec2 grid;
layout(location = 2) uniform float seed;
layout(binding = 0) uniform sampler2DArray pictures;
layout(binding = 1) uniform usamplerBuffer came;
layout(location = 0) out vec4 result;
const vec2 size = vec2(1920.0, 1080.0);

// Which of the pictures: by the number and the scene's seed.
int source_of(int id)
{
    uint h = uint(id) * 747796405u + uint(seed) * 2891336453u + 277803737u;
    h = ((h >> ((h >> 28u) + 4u)) ^ h) * 277803737u;
    return int(((h >> 22u) ^ h) >> 31u);
}

// The last write's noise, as the engine's own.
vec4 finished(vec3 color)
{
    uvec2 cell = uvec2(gl_FragCoord.xy);
    uint word = cell.x * 1597334677u ^ cell.y * 3812015801u;
    word = (word ^ (word >> 15)) * 2246822519u;
    word ^= word >> 13;
    uvec3 bits = (uvec3(word) >> uvec3(0u, 11u, 22u)) & 1023u;
    return vec4(color + (vec3(bits) - 511.5) / (1024.0 * 255.0), 1.0);
}

void main()
{
    vec2 p = gl_FragCoord.xy / size;
    ivec2 place = ivec2(p * vec2(grid));
    int id = int(texelFetch(came, (grid.y - 1 - place.y) * grid.x + place.x).x);
    ivec2 home = ivec2(id % grid.x, grid.y - 1 - id / grid.x);
    vec2 from = p + vec2(home - place) / vec2(grid);
    result = finished(textureLod(pictures, vec3(from, float(source_of(id))), 0.0).rgb);
}
