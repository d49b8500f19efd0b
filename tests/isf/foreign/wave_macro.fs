/*{"ISFVSN": "2",
  "INPUTS": [{"NAME": "inputImage", "TYPE": "image"},
             {"NAME": "amp", "TYPE": "float", "DEFAULT": 0.015, "MIN": 0.0, "MAX": 0.1}]}*/
#define ramp(x) (fract(x) * 2.0 - 1.0)
#define wave(x) sin(6.2831853 * (x))
#define T (TIME * 0.1)
void main() {
    vec2 uv = isf_FragNormCoord.xy;
    uv += amp * vec2(wave(uv.y * 3.0 + T), wave(uv.x * 2.0 - T) * (1.0 - abs(ramp(uv.x))));
    gl_FragColor = IMG_NORM_PIXEL(inputImage, uv);
}
