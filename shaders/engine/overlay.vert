#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Marks over a picture, six vertices each: rectangles, lines, texts. No instances: llvmpipe takes
// longer for one than for its vertices.
struct Mark {
    vec4 place; // left, bottom, right, top; of a line: from, to
    vec4 color;
    vec4 about; // 0 rectangle, 1 line, 2 text; a line's width; text: its top left texel
};
layout(std430, binding = 0) readonly buffer Marks { Mark marks[]; };
layout(location = 0) uniform vec2 size; // of the picture in pixels
layout(location = 0) flat out vec4 ink;
layout(location = 1) flat out vec2 kind; // 0, 1, 2; half a line's width
layout(location = 2) out vec2 at;        // text: its texel; line: y is the distance from its middle

void main()
{
    int v = gl_VertexID % 6, which = v < 3 ? v : 6 - v; // two triangles of four corners
    vec2 corner = vec2(which & 1, which >> 1);
    vec4 place = marks[gl_VertexID / 6].place, about = marks[gl_VertexID / 6].about;
    vec2 p = mix(place.xy, place.zw, corner);
    ink = marks[gl_VertexID / 6].color;
    kind = vec2(about.x, 0.5 * about.y);
    at = vec2(0.0);
    if (about.x == 1.0) {
        vec2 along = place.zw - place.xy;
        along /= max(length(along), 1e-6);
        float reach = kind.y + 1.0; // a pixel fades
        at = vec2(0.0, reach * (2.0 * corner.y - 1.0));
        p = mix(place.xy, place.zw, corner.x) + vec2(-along.y, along.x) * at.y;
    } else if (about.x == 2.0) {
        at = about.zw + vec2(p.x - place.x, place.w - p.y);
    }
    gl_Position = vec4(2.0 * p / size - 1.0, 0.0, 1.0);
}
