/*{"ISFVSN": "2", "MAGNIFY": "$a", "INPUTS": [
 {"NAME": "inputImage", "TYPE": "image"},
 {"NAME": "a", "TYPE": "float", "MIN": 0, "MAX": 2, "DEFAULT": 1, "IDENTITY": 1, "WRAP": true},
 {"NAME": "l", "TYPE": "long", "VALUES": [0, 1], "LABELS": ["x", "y"], "DEFAULT": 1},
 {"NAME": "p", "TYPE": "point2D", "MIN": [0, 0], "MAX": [1, 1]},
 {"NAME": "c", "TYPE": "color", "DEFAULT": [1, 0.5, 0, 1]},
 {"NAME": "b", "TYPE": "bool"}, {"NAME": "e", "TYPE": "event"}
]}*/
#define PI 3.14
#define F(x) IMG_NORM_PIXEL(inputImage, x)
struct S { float u; vec2 v[2]; } s;
const float k = PI * 2.0, m[2] = float[2](1.0, k);
float g = a, h;
vec4 f(vec2 q) { return F(q) + texture(inputImage, q); }
vec4 f(vec2 q, float r);
#if __VERSION__ < 130
void other() { }
#else
vec4 f(vec2 q, float r) { for (int i = 0; i < 3; i++) { q += r; } do q *= 2.0; while (q.x < 1.0); return f(q); }
#endif
void main()
{
    if (b) gl_FragColor = f(p, k); else gl_FragColor = IMG_THIS_PIXEL(inputImage) * s.u;
}
