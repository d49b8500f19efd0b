/*{
  "CREDIT": "the lens maker",
  "ISFVSN": "2",
  "CATEGORIES": [ "Distortion" ],
  "INPUTS": [
    { "NAME": "inputImage", "TYPE": "image" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.4, "MIN": 0.05, "MAX": 1.0 },
    { "NAME": "level", "TYPE": "float", "DEFAULT": 0.5, "MIN": -1.0, "MAX": 1.0 },
    { "NAME": "center", "TYPE": "point2D", "DEFAULT": [0.5, 0.5] }
  ]
}*/
struct Lens
{
  vec2  center;   // as the input is called
  float radius, level;
};

struct { float aspect; } view;

vec2 through(Lens lens, vec2 p)
{
  vec2 d = p - lens.center;
  d.x *= view.aspect;
  float r = length(d) / lens.radius;
  if (r >= 1.0) return p;
  float k = mix(1.0, r * r, lens.level * (1.0 - r));
  d *= k;
  d.x /= view.aspect;
  return lens.center + d;
}

void main()
{
  Lens lens = Lens(center, radius, level);
  view.aspect = RENDERSIZE.x / RENDERSIZE.y;
  gl_FragColor = IMG_NORM_PIXEL(inputImage, through(lens, isf_FragNormCoord));
}
