#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// The outlines of fragments: two vertices are an edge where the driver's lines are wide enough, else
// six. No instances: llvmpipe takes longer for one than for its vertices.
// As draw_vertex.glsl places fragments, in heights of the canvas.
struct Row { vec4 home, place, turn, about; int corners; };
layout(binding = 0) uniform samplerBuffer rows; // six texels each, as row.glsl has them
layout(binding = 1) uniform isamplerBuffer row_numbers;
layout(std430, binding = 0) readonly buffer Corners { vec2 corners[]; }; // 16 each, from their home
layout(std430, binding = 1) readonly buffer Head { uint live; };
layout(location = 0) uniform vec2 size;    // of the picture in pixels
layout(location = 1) uniform float width;  // of a line in pixels
// Vertices of an edge; edges of a fragment: 4 of a box, 16; 1: of two neighbours' edge that is one
// seam only one is drawn, where they were cut side by side.
layout(location = 11) uniform ivec3 parts;
layout(location = 10) uniform vec2 origin; // of the picture on the framebuffer
layout(location = 3) uniform vec3 place[2]; // rows: from the layer to the canvas
layout(location = 5) uniform mat4 camera;
layout(location = 9) uniform vec2 depth;   // how far fragments leave the plane; 1: they may
layout(location = 0) flat out float alpha;
layout(location = 1) flat out vec4 line; // its normal, how far it is from the origin; half its width

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
    if (parts.y > 4 && f.corners > 0)
        return corners[16 * i + k];
    return 0.5 * f.home.zw * vec2(k == 1 || k == 2 ? 1.0 : -1.0, k > 1 ? 1.0 : -1.0);
}

void main()
{
    int v = gl_VertexID % parts.x, edge = gl_VertexID / parts.x % parts.y;
    int i = gl_VertexID / (parts.x * parts.y);
    gl_Position = vec4(-2.0, -2.0, 0.0, 1.0);
    alpha = 0.0;
    line = vec4(0.0);
    if (uint(i) >= live)
        return;
    int outline = texelFetch(row_numbers, 6 * i + 5).w;
    int count = parts.y > 4 && outline > 0 ? outline : 4;
    if (edge >= count)
        return;
    Row f = Row(texelFetch(rows, 6 * i), texelFetch(rows, 6 * i + 1), texelFetch(rows, 6 * i + 2),
                texelFetch(rows, 6 * i + 4), outline);
    vec2 first = corner(f, i, edge), last = corner(f, i, edge + 1 == count ? 0 : edge + 1);
    vec2 outwards = vec2(last.y - first.y, first.x - last.x);
    if (parts.z == 1 && dot(outwards, vec2(1.0, 0.001)) <= 0.0)
        return;
    vec2 a = seen(stand(f, first)), b = seen(stand(f, last));
    if (a.x < -1e5 || b.x < -1e5 || distance(a, b) < 3.0 * width)
        return;
    // Seams of what is hardly more than a pixel would be all that is seen of it.
    float extent = size.y * abs(f.place.z) * min(f.home.z, f.home.w) * length(place[0].xy);
    alpha = smoothstep(2.0, 14.0 * width, extent);
    vec2 along = (b - a) / max(length(b - a), 1e-6), normal = vec2(-along.y, along.x);
    line = vec4(normal, dot(normal, a + origin), 0.5 * width);
    vec2 p = v == 0 ? a : b;
    if (parts.x == 6) {
        float side = v == 1 || v == 2 || v == 4 ? 1.0 : -1.0;
        p = (v == 0 || v == 1 || v == 3 ? a : b) + normal * side * (width + 1.0);
    }
    gl_Position = vec4(2.0 * p / size - 1.0, 0.0, 1.0);
}
