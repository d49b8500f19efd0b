/*{
    "DESCRIPTION": "Pulls red and blue apart, as a lens or a worn tape does.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "BOUNDED": true,
    "CATEGORIES": ["Colour"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "offset", "LABEL": "Offset", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.5,
         "DEFAULT": 0.012,
         "IDENTITY": 0, "DESCRIPTION": "how far each moves, in heights of the picture"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 360,
         "DEFAULT": 0,
         "WRAP": true, "DESCRIPTION": "the direction of red; blue goes the other way"}
    ]
}*/
void main()
{
    vec2 way = vec2(cos(radians(angle)) * RENDERSIZE.y / RENDERSIZE.x, sin(radians(angle))) * offset;
    vec4 red = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord - way);
    vec4 green = IMG_THIS_PIXEL(inputImage);
    vec4 blue = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + way);
    float alpha = max(green.a, max(red.a, blue.a));
    vec3 light = vec3(red.r * red.a, green.g * green.a, blue.b * blue.a);
    gl_FragColor = vec4(light / max(alpha, 1e-9), alpha);
}
