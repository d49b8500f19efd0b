#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// The outlines of fragments: an instance is a fragment, six vertices are an edge of it.
// As draw_vertex.glsl places fragments, in heights of the canvas.
struct Row { vec4 home, place, turn, colour, about; ivec4 numbers; };
layout(std430, binding = 0) readonly buffer Rows { Row rows[]; };
layout(std430, binding = 1) readonly buffer Corners { vec2 corners[]; }; // 16 each, from their home
layout(std430, binding = 2) readonly buffer Head { uint live; };
layout(location = 0) uniform vec2 size;    // of the picture in pixels
layout(location = 1) uniform vec2 look;    // a line's width in pixels; 1: there are outlines
layout(location = 2) uniform vec4 ink;
layout(location = 3) uniform vec3 place[2]; // rows: from the layer to the canvas
layout(location = 5) uniform mat4 camera;
layout(location = 9) uniform vec2 depth;   // how far fragments leave the plane; 1: they may
layout(location = 0) flat out vec4 color;
layout(location = 1) out vec2 across; // how far from the line's middle, and half its width, in pixels

vec3 stand(Row f, vec2 local)
{
    vec3 p = vec3(f.place.z * f.about.zw * local, 0.0);
    vec2 c = cos(f.turn.xy), s = sin(f.turn.xy);
    p = vec3(p.x, p.y * c.x, p.y * s.x);
    p = vec3(p.x * c.y, p.y, p.z - p.x * s.y);
    float ca = cos(f.place.w), sa = sin(f.place.w);
    return vec3(f.place.xy, f.turn.z * depth.x) +
           vec3(ca * p.x - sa * p.y, sa * p.x + ca * p.y, p.z);
}

// In pixels of the picture.
vec2 seen(vec3 p)
{
    float aspect = size.x / size.y;
    if (depth.y > 0.0) {
        vec4 at = camera * vec4(p.x - 0.5 * aspect, p.y - 0.5, p.z, 1.0);
        if (at.w <= 0.01)
            return vec2(-1e6);
        p.xy = (0.5 * at.xy / at.w + 0.5) * vec2(aspect, 1.0);
    }
    return size.y * vec2(dot(place[0], vec3(p.xy, 1.0)), dot(place[1], vec3(p.xy, 1.0)));
}

vec2 corner(Row f, int i, int k)
{
    if (look.y > 0.0 && f.numbers.w > 0)
        return corners[16 * i + k];
    return 0.5 * f.home.zw * vec2(k == 1 || k == 2 ? 1.0 : -1.0, k > 1 ? 1.0 : -1.0);
}

void main()
{
    int i = gl_InstanceID, edge = gl_VertexID / 6, v = gl_VertexID % 6;
    gl_Position = vec4(-2.0, -2.0, 0.0, 1.0);
    color = ink;
    across = vec2(0.0);
    if (uint(i) >= live)
        return;
    Row f = rows[i];
    int count = look.y > 0.0 && f.numbers.w > 0 ? f.numbers.w : 4;
    if (edge >= count)
        return;
    vec2 a = seen(stand(f, corner(f, i, edge)));
    vec2 b = seen(stand(f, corner(f, i, edge + 1 == count ? 0 : edge + 1)));
    if (a.x < -1e5 || b.x < -1e5)
        return;
    // Seams of what is hardly more than a pixel would be all that is seen of it.
    float extent = size.y * abs(f.place.z) * min(f.home.z, f.home.w) * length(place[0].xy);
    color.a *= smoothstep(2.0, 14.0 * look.x, extent);
    vec2 along = (b - a) / max(length(b - a), 1e-6);
    float reach = look.x + 1.0;
    float side = v == 1 || v == 2 || v == 4 ? 1.0 : -1.0;
    vec2 p = (v == 0 || v == 1 || v == 3 ? a : b) + vec2(-along.y, along.x) * side * reach;
    across = vec2(side * reach, 0.5 * look.x);
    gl_Position = vec4(2.0 * p / size - 1.0, 0.0, 1.0);
}
