#version 100
// SPDX-License-Identifier: GPL-3.0-or-later
// For glshader: posterize.
precision highp float;
varying vec2 v_texcoord;
uniform sampler2D tex;
uniform float time, width, height;
void main()
{
    vec4 color = texture2D(tex, v_texcoord);
    gl_FragColor = vec4(floor(color.rgb * 4.0 + 0.5) / 4.0, color.a);
}
