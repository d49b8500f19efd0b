/*{
    "DESCRIPTION": "With its vertex shader: the picture shrunk into the lower left quarter, told by a varying that the vertex shader made.",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}, {"NAME": "shift", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0}]
}*/
#if __VERSION__ <= 120
varying vec2 double_point;
varying vec4 tint;
#else
in vec2 double_point;
in vec4 tint;
#endif

void main()
{
    gl_FragColor = vec4(double_point / 4.0, gl_FragCoord.x / RENDERSIZE.x, 1.0) * tint * IMG_THIS_PIXEL(inputImage);
}
