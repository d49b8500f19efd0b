#if __VERSION__ <= 120
varying vec2 double_point;
varying vec4 tint;
#else
out vec2 double_point;
out vec4 tint;
#endif
float scale = 0.5 + shift;

void main()
{
    isf_vertShaderInit();
    double_point = isf_FragNormCoord * 2.0;
    tint = IMG_NORM_PIXEL(inputImage, vec2(0.5));
    gl_Position.xy = (gl_Position.xy + 1.0) * scale - 1.0;
}
