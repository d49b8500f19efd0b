/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "rows", "TYPE": "float", "MIN": 2.0, "MAX": 90.0, "DEFAULT": 24.0},
        {"NAME": "throw", "TYPE": "float", "MIN": 0.0, "MAX": 0.5, "DEFAULT": 0.06}
    ]
}*/
#define hash(n) fract(sin((n) * 12.345) * 345.67)
vec4 fetch(float x, float y)
{
    return IMG_PIXEL(inputImage, vec2(x, y));
}
void main()
{
    float row = floor(isf_FragNormCoord.y * rows);
    float dx = (hash(row) - 0.5) * throw * RENDERSIZE.x;
    gl_FragColor = fetch(gl_FragCoord.x + dx, gl_FragCoord.y);
}
