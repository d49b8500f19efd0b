// SPDX-License-Identifier: GPL-3.0-or-later
// Noise for the last 8-bit write, so that no gradient bands. It stays strictly under half a step:
// exact 8-bit values stay as they are. One integer hash a pixel, ten of its bits a channel.

vec3 dither8(vec3 colour, vec2 pixel)
{
    uvec2 cell = uvec2(pixel);
    uint word = cell.x * 1597334677u ^ cell.y * 3812015801u;
    word = (word ^ (word >> 15)) * 2246822519u;
    word ^= word >> 13;
    uvec3 bits = (uvec3(word) >> uvec3(0u, 11u, 22u)) & 1023u;
    return colour + (vec3(bits) - 511.5) / (1024.0 * 255.0);
}
