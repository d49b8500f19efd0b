#version 100
// SPDX-License-Identifier: GPL-3.0-or-later
// For glshader, which has one picture: multiplied by itself, turned round.
precision highp float;
varying vec2 v_texcoord;
uniform sampler2D tex;
uniform float time, width, height;
void main()
{
    vec4 color = texture2D(tex, v_texcoord), other = texture2D(tex, 1.0 - v_texcoord);
    gl_FragColor = vec4(mix(color.rgb, color.rgb * other.rgb, 0.7), color.a);
}
