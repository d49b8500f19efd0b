/*{
    "ISFVSN": "2",
    "CATEGORIES": ["Stylize"],
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "tile", "TYPE": "float", "MIN": 1, "MAX": 64, "DEFAULT": 5}
    ]
}*/
void main()
{
    vec2 size = IMG_SIZE(inputImage);
    vec2 corner = floor(isf_FragNormCoord * size / tile) * tile;
    vec4 color = IMG_PIXEL(inputImage, corner + tile * 0.5);
    ivec2 cell = ivec2(corner / tile);
    gl_FragColor = vec4(color.rgb * (((cell.x ^ cell.y) & 1) == 0 ? 1.0 : 0.94), color.a);
}
