/*{
  "DESCRIPTION": "rows of lamps that keep the brightest of what is near",
  "CREDIT": "rowsandrows",
  "ISFVSN": "2",
  "CATEGORIES": ["Stylize"],
  "INPUTS": [
    {"NAME": "inputImage", "TYPE": "image"},
    {"NAME": "lamps", "TYPE": "float", "DEFAULT": 40.0, "MIN": 4.0, "MAX": 120.0},
    {"NAME": "glow", "TYPE": "float", "DEFAULT": 0.6, "MIN": 0.0, "MAX": 1.0}
  ]
}*/
#define TAPS 3
#define BINS (TAPS + 5)

struct Lamp {
  vec3 color;
  float level[TAPS];
  int lit;
};

float luma(vec3 c) { return dot(c, vec3(0.299, 0.587, 0.114)); }

void main() {
  Lamp lamp, dark;              // taken to be empty
  int bins[BINS];
  vec3 seen[TAPS], best;
  vec2 cell = (floor(isf_FragNormCoord * lamps) + 0.5) / lamps;
  for (int i = 0; i < TAPS; i++) {
    seen[i] = IMG_NORM_PIXEL(inputImage, cell + vec2(float(i) - 1.0, 0.0) * 0.3 / lamps).rgb;
    float l = luma(seen[i]);
    bins[int(l * float(BINS - 1))]++;
    if (l > 0.1) { lamp.level[i] += l; lamp.lit++; }
    if (l > luma(best)) best = seen[i];
  }
  lamp.color += best;
  vec2 d = fract(isf_FragNormCoord * lamps) - 0.5;
  float sum = lamp.level[0] + lamp.level[1] + lamp.level[2];
  float bulb = smoothstep(0.5, 0.1, length(d)) * (0.4 + sum / float(TAPS));
  int most = 0;
  for (int i = 0; i < BINS; i++) most = bins[i] > most ? bins[i] : most;
  bool isFlat = most == TAPS && lamp.lit > dark.lit;
  vec3 c = lamp.color * bulb * (isFlat ? 1.2 : 1.0) + dark.color;
  gl_FragColor = vec4(mix(IMG_THIS_PIXEL(inputImage).rgb * (1.0 - glow), c, 0.4 + 0.6 * glow), 1.0);
}
