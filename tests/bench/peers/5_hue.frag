#version 100
// SPDX-License-Identifier: GPL-3.0-or-later
// For glshader: hue.
precision highp float;
varying vec2 v_texcoord;
uniform sampler2D tex;
uniform float time, width, height;
void main()
{
    vec4 color = texture2D(tex, v_texcoord);
    float luma = dot(color.rgb, vec3(0.2126, 0.7152, 0.0722));
    vec3 pure = color.rgb - luma;
    gl_FragColor = vec4(luma + pure * -0.866 + 0.5 * (pure.gbr - pure.brg) * 0.577, color.a);
}
