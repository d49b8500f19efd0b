/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "gain", "TYPE": "float", "DEFAULT": 0.8, "MAX": 2.0, "MIN": 0.0},
        {"NAME": "lift", "TYPE": "float", "DEFAULT": 0.1}
    ]
}*/
struct Curve {
    float gain;
    float lift;
    vec2 knees[2];
};
// a parameter called like an input, and one that is a member's name
#define APPLY(curve, gain) ((curve).knees[0].x + (gain) * (curve).lift)
#define PART(curve, which) curve.which

void main()
{
    Curve curve;
    curve.gain = gain;
    curve.lift = lift;
    curve.knees[0] = vec2(0.02), curve.knees[1] = vec2(0.9);
    vec4 c = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = vec4(c.rgb * PART(curve, gain) + APPLY(curve, 0.5), c.a);
}
