/*{
    "DESCRIPTION": "one picture above another, split at a line",
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "photo", "TYPE": "image"},
        {"NAME": "paper", "TYPE": "image"},
        {"NAME": "line", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.5}
    ]
}*/
void main()
{
    vec2 p = isf_FragNormCoord;
    gl_FragColor = p.y > line ? IMG_NORM_PIXEL(photo, p) : IMG_NORM_PIXEL(paper, p);
}
