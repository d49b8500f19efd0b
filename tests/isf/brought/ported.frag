// carried to another page, with names of its own
#ifdef GL_ES
precision mediump float;
#endif
uniform vec2 resolution;
uniform float time;
vec3 iResolution;
float iGlobalTime;

void mainImage(out vec4 c, in vec2 p) { c = vec4(p / iResolution.xy, sin(iGlobalTime), 1.0); }

void main()
{
    iResolution = vec3(resolution, 1.0);
    iGlobalTime = time;
    mainImage(gl_FragColor, gl_FragCoord.xy);
}
