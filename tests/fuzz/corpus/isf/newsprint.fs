/*{
    "CREDIT": "by the print shop",
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "size", "TYPE": "float", "MIN": 2, "MAX": 30, "DEFAULT": 6},
        {"NAME": "angle", "TYPE": "float", "MIN": 0, "MAX": 180, "DEFAULT": 30}
    ]
}*/
#define PI 3.14159265358979
#define SIZE (size * 1.0)
#define COUNT 3
#define ROTATE(p, a) \
    (mat2(cos(a), -sin(a), \
          sin(a), cos(a)) * (p))
#define TAP(where) IMG_NORM_PIXEL( \
    inputImage, \
    (where))   /* one comment, \
                  two lines */

float dots(vec2 p) {
    vec2 q = ROTATE(p, angle * PI / 180.0) / SIZE;
    return 0.5 + 0.25 * (sin(q.x * PI) + sin(q.y * PI));
}

void main() {
    vec4 ink = TAP(isf_FragNormCoord);
    float luma = dot(ink.rgb, vec3(1.0)) / float(COUNT);
    float on = smoothstep(-0.2, 0.2, luma - dots(gl_FragCoord.xy));
    gl_FragColor = vec4(mix(ink.rgb * 0.4, ink.rgb, on), ink.a);
}
