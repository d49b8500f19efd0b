/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "border", "TYPE": "float", "MIN": 0, "MAX": 40, "DEFAULT": 6}
    ]
}*/
void main()
{
    vec2 inside = isf_FragNormCoord * _inputImage_imgSize;
    vec2 edge = min(inside, _inputImage_imgSize - inside);
    vec2 p = isf_FragNormCoord * _inputImage_imgRect.zw + _inputImage_imgRect.xy;
    if (_inputImage_flip)
        p.y = 1.0 - p.y;
    vec4 c = IMG_NORM_PIXEL(inputImage, p);
    gl_FragColor = min(edge.x, edge.y) < border ? vec4(c.rgb * 0.3, c.a) : c;
}
