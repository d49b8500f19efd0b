/*{
    "ISFVSN": "2",
    "MAGNIFY": "1 / $zom",
    "REACH": "1/",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "zoom", "TYPE": "float", "MIN": 1, "MAX": 4, "DEFAULT": 2}
    ],
    "PASSES": [{"TARGET": "small", "WIDTH": "$WIDTH / 4", "HEIGHT": "HEIGHT / 4"}, {}]
}*/
void main()
{
    gl_FragColor = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord / zoom);
}
