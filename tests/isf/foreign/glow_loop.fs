/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "reach", "TYPE": "float", "MIN": 0.0, "MAX": 0.05, "DEFAULT": 0.01}
    ]
}*/
const int RADIUS = 2;

void main()
{
    vec4 sum = vec4(0.0);
    float weights = 0.0;
    for (int y = -RADIUS; y <= RADIUS; ++y) {
        for (int x = -RADIUS; x <= RADIUS; ++x) {
            vec2 offset = vec2(float(x), float(y));
            float weight = exp(-dot(offset, offset) / 4.0);
            sum += weight * IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + offset * reach);
            weights += weight;
        }
    }
    vec4 here = IMG_THIS_PIXEL(inputImage);
    gl_FragColor = vec4(max(here.rgb, sum.rgb / weights), here.a);
}
