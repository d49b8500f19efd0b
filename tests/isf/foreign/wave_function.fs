/*{"ISFVSN": "2",
  "INPUTS": [{"NAME": "inputImage", "TYPE": "image"},
             {"NAME": "ramp", "TYPE": "float", "DEFAULT": 0.5},
             {"NAME": "flash", "TYPE": "event"}]}*/
float T(vec3 c) { return max(c.r, max(c.g, c.b)); }
float wave(float x) { return 0.5 + 0.5 * cos(x * 9.0); }
float PI(float turns) { return 3.14159 * turns; }
void main() {
    vec4 c = IMG_THIS_PIXEL(inputImage);
    c.rgb = mix(c.rgb, c.rgb * wave(T(c.rgb) + PI(ramp)), ramp) + (flash ? 0.2 : 0.0);
    gl_FragColor = c;
}
