/*{
    "DESCRIPTION": "Paints the picture with a broad brush: each stroke takes the colour of its calmest side.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Neighbourhood"],
    "REACH": "$radius",
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 0.2,
         "DEFAULT": 0.018,
         "IDENTITY": 0, "DESCRIPTION": "how broad the brush is, in heights of the picture"},
        {"NAME": "hardness", "LABEL": "Hardness", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.6,
         "DESCRIPTION": "how sharply one stroke ends where the next begins"}
    ]
}*/

const int SIDES = 8;
const int TAPS = 12; // on each side

// Eight sides around the point, each a wedge with its mean and its unrest; calm ones count more
// (Papari, Petkov and Campisi 2007).
void main()
{
    vec2 reach = radius * vec2(RENDERSIZE.y / RENDERSIZE.x, 1.0);
    float sharp = 1.0 + 7.0 * hardness;
    vec4 sum = vec4(0.0);
    float weight = 0.0;
    for (int side = 0; side < SIDES; side++) {
        vec4 mean = vec4(0.0);
        vec4 square = vec4(0.0);
        float count = 0.0;
        for (int i = 0; i < TAPS; i++) {
            float share = (float(i) + 0.5) / float(TAPS);
            float turn = fract(0.618034 * float(i)) - 0.5; // wedges overlap by half
            float angle = 0.785398 * (float(side) + 1.5 * turn);
            vec2 away = sqrt(share) * vec2(cos(angle), sin(angle));
            vec4 color = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord + away * reach);
            color.rgb *= color.a;
            float part = exp(-2.0 * share);
            mean += part * color;
            square += part * color * color;
            count += part;
        }
        mean /= count;
        vec4 unrest = max(square / count - mean * mean, vec4(0.0));
        float calm = pow(1.0 / (0.02 + sqrt(unrest.r + unrest.g + unrest.b)), sharp);
        sum += calm * mean;
        weight += calm;
    }
    sum /= weight;
    gl_FragColor = vec4(sum.rgb / max(sum.a, 1e-9), sum.a);
}
