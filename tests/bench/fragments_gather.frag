#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Shards by hand: each pixel looks for the nearest of the nine points around it.
layout(location = 0) uniform ivec2 grid;
layout(location = 1) uniform float cut_seed;
layout(location = 2) uniform float seed;
layout(binding = 0) uniform sampler2DArray pictures;
layout(location = 0) out vec4 result;
const vec2 size = vec2(1920.0, 1080.0);

// As shaders/lib/hash.glsl.
vec2 hash2(ivec2 cell)
{
    uvec3 v = uvec3(ivec3(cell, int(cut_seed)));
    v = v * 1664525u + 1013904223u;
    v.x += v.y * v.z;
    v.y += v.z * v.x;
    v.z += v.x * v.y;
    v ^= v >> 16u;
    v.x += v.y * v.z;
    v.y += v.z * v.x;
    return vec2(v.xy >> 8u) / 16777216.0;
}

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
    vec2 p = gl_FragCoord.xy / size, at = p * vec2(grid);
    ivec2 own = ivec2(at), found = own;
    float best = 1e3;
    for (int i = 0; i < 9; i++) {
        ivec2 square = own + ivec2(i % 3, i / 3) - 1;
        vec2 to = vec2(square) - at + 0.5 + 0.65 * (hash2(square) - 0.5);
        bool there = square == clamp(square, ivec2(0), grid - 1);
        if (there && dot(to, to) < best) {
            best = dot(to, to);
            found = square;
        }
    }
    int id = (grid.y - 1 - found.y) * grid.x + found.x;
    result = finished(textureLod(pictures, vec3(p, float(source_of(id))), 0.0).rgb);
}
