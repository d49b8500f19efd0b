#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// What was drawn by hand onto black, premultiplied: the pass onto the canvas.
layout(binding = 0) uniform sampler2D drawn;
layout(location = 0) out vec4 result;

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
    result = finished(texelFetch(drawn, ivec2(gl_FragCoord.xy), 0).rgb);
}
