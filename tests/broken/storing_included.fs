/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"}
    ]
}*/
#include "storing.glsl"
void main()
{
    gl_FragColor = IMG_THIS_PIXEL(inputImage) + kept[0];
}
