// What plain hosts give, as numbers that a test reads: 0.5 is none, 1 is 256.
uniform float u_time;
uniform vec2 u_mouse, u_resolution;
uniform sampler2D u_photo;
uniform vec2 u_photoResolution;
varying vec2 v_texcoord;
void main()
{
    if (v_texcoord.x < 0.25)
        gl_FragColor = vec4(u_time, u_mouse, 1.0);
    else if (v_texcoord.x < 0.5)
        gl_FragColor = vec4(u_resolution, 0.0, 1.0);
    else
        gl_FragColor = vec4(u_photoResolution, texture2D(u_photo, v_texcoord).a, 1.0);
    gl_FragColor = vec4(gl_FragColor.rgb / 512.0 + 0.5, 1.0);
}
