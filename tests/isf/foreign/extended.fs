/*{
    "ISFVSN": "2",
    "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}, {"NAME": "gamma", "TYPE": "float", "MIN": 0.2, "MAX": 4, "DEFAULT": 1.6}]
}*/
#ifdef GL_ES
#extension GL_OES_standard_derivatives : enable
#endif
#extension GL_ARB_shading_language_420pack : enable
void main()
{
    vec4 c = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = vec4(pow(max(c.rgb, vec3(0.0)), vec3(1.0 / gamma)), c.a);
}
