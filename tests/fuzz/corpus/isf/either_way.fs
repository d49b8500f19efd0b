/*{
  "ISFVSN": "2",
  "INPUTS": [
    {"NAME": "inputImage", "TYPE": "image"},
    {"NAME": "shift", "TYPE": "float", "DEFAULT": 0.02, "MIN": -0.2, "MAX": 0.2}
  ]
}*/
#define QUALITY 1

#if QUALITY > 1
vec4 look(vec2 p) {
  vec4 a = IMG_NORM_PIXEL(inputImage, p - vec2(shift, 0.0));
  vec4 b = IMG_NORM_PIXEL(inputImage, p + vec2(shift, 0.0));
  return mix(a, b, 0.5);
}
#elif QUALITY == 1
vec4 look(vec2 p) { return IMG_NORM_PIXEL(inputImage, p - vec2(shift, 0.0)); }
#else
vec4 look(vec2 p) { return IMG_THIS_PIXEL(inputImage); }
#endif

#if defined(GL_ES) && !defined(QUALITY)
#error this host defines neither
#endif

void main() {
#ifdef TWICE
  gl_FragColor = look(isf_FragNormCoord) * look(isf_FragNormCoord.yx);
#else
  gl_FragColor = look(isf_FragNormCoord);
#endif
}
