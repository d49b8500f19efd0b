#version 100
// SPDX-License-Identifier: GPL-3.0-or-later
// For glshader: vignette.
precision highp float;
varying vec2 v_texcoord;
uniform sampler2D tex;
uniform float time, width, height;
void main()
{
    vec4 color = texture2D(tex, v_texcoord);
    float edge = smoothstep(0.35, 1.1, length(v_texcoord - 0.5) * 1.4142);
    gl_FragColor = vec4(mix(color.rgb, vec3(0.02, 0.015, 0.01), 0.6 * edge), color.a);
}
