/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "levels", "TYPE": "float", "MIN": 2, "MAX": 20, "DEFAULT": 6}
    ]
}*/
#extension GL_OES_standard_derivatives : enable
#extension GL_EXT_shader_texture_lod : enable

void main()
{
    vec4 c = IMG_THIS_PIXEL(inputImage);
    float v = dot(c.rgb, vec3(0.333)) * levels;
    float line = smoothstep(0.0, fwidth(v) * 1.5 + 0.001, abs(fract(v) - 0.5));
    gl_FragColor = vec4(c.rgb * line, c.a);
}
