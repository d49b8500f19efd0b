#version 120
uniform sampler2D u_tex0;
uniform vec2      u_tex0Resolution;
uniform vec2      u_resolution;
varying vec2 v_texcoord;

void main()
{
    vec2 st = v_texcoord;
    float aspect = u_tex0Resolution.x / u_tex0Resolution.y;
    gl_FragColor = texture2D(u_tex0, fract(st * vec2(3.0, 3.0 * aspect * u_resolution.y / u_resolution.x)));
}
