/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "gain1", "TYPE": "float", "DEFAULT": 0.8},
        {"NAME": "gain2", "TYPE": "float", "DEFAULT": 0.9}
    ]
}*/
#define GAIN(n) gain##n
float lift1 = 0.05;
float lift2 = 0.1;
#define LIFT(n) lift##n

void main()
{
    vec4 c = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = vec4(c.r * GAIN(1) + LIFT(1), c.g * GAIN(2) + LIFT(2), c.b, c.a);
}
