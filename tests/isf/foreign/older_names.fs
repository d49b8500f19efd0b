/*{"INPUTS": [
    {"NAME": "inputImage", "TYPE": "image"},
    {"NAME": "smooth", "TYPE": "float", "DEFAULT": 0.4},
    {"NAME": "half", "TYPE": "bool", "DEFAULT": true}]}*/
// Names of GLSL 1.20 that are words today.
struct patch { vec4 sample; };
#define input (smooth * 0.5)
vec3 filter(vec3 shared) { return shared.bgr * (1.0 - input); }
float buffer = smooth;

void main()
{
    vec4 sample = IMG_THIS_PIXEL(inputImage);
    patch output;
    output.sample = sample;
    gl_FragColor = half ? vec4(filter(output.sample.rgb) + 0.1 * buffer, sample.a) : sample;
}
