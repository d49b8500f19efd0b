#version 100
// SPDX-License-Identifier: GPL-3.0-or-later
// For glshader: contrast.
precision highp float;
varying vec2 v_texcoord;
uniform sampler2D tex;
uniform float time, width, height;
void main()
{
    vec4 color = texture2D(tex, v_texcoord);
    gl_FragColor = vec4((color.rgb - 0.5) * 1.3 + 0.5, color.a);
}
