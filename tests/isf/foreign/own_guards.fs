/*{"ISFVSN": "2", "INPUTS": [
    {"NAME": "inputImage", "TYPE": "image"},
    {"NAME": "gamma", "TYPE": "float", "DEFAULT": 0.6, "MIN": 0.1, "MAX": 3.0}]}*/
// Guards as people write them: macros of names that exist.
float gain = 3.0;
#define gain (gain * 0.4)
#define pow(a, b) pow(abs(a), b)
#define normalize(v) normalize(v + 1e-9)
#define TIME (TIME * 0.5)
#define RENDERSIZE (RENDERSIZE * 2.0)
#define gl_FragCoord (gl_FragCoord * 2.0)
#define isf_FragNormCoord fract(isf_FragNormCoord + 0.25)

void main()
{
    vec2 from = normalize(isf_FragNormCoord - 0.5);
    vec4 c = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord);
    vec2 at = gl_FragCoord.xy / RENDERSIZE;
    c.rgb = pow(-c.rgb, vec3(gamma)) * gain;
    gl_FragColor = vec4(c.rgb + 0.1 * from.x * at.y * sin(TIME), c.a);
}
