#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A picture with straight alpha in a part of a window, over black.
layout(binding = 0) uniform sampler2D picture;
layout(location = 0) uniform vec4 place; // x, y, width, height in pixels of the window
out vec4 color;

void main()
{
    vec4 c = textureLod(picture, (gl_FragCoord.xy - place.xy) / place.zw, 0.0);
    color = vec4(c.rgb * c.a, 1.0);
}
