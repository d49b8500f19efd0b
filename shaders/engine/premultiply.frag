#version 450 core
// SPDX-License-Identifier: GPL-3.0-or-later
// A picture with straight alpha as sources are kept: premultiplied, so that filters leave no fringe.
layout(binding = 0) uniform sampler2D picture;
out vec4 color;

void main()
{
    vec4 c = texelFetch(picture, ivec2(gl_FragCoord.xy), 0);
    color = vec4(c.rgb * c.a, c.a);
}
