/*{
    "ISFVSN": "2",
    "DESCRIPTION": "The last 8-bit write: noise under half a step, so that no gradient bands. The engine's own step.",
    "CREDIT": "Remontage",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}]
}*/
#include "lib/dither.glsl"

void main()
{
    vec4 colour = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = vec4(dither8(colour.rgb, gl_FragCoord.xy), colour.a);
}
