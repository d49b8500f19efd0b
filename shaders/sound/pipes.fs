/*{
    "DESCRIPTION": "An organ's front: the picture in columns, one for each band of the sound, low at the left, each of which rises as far as its band is loud.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Sound"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "heard", "LABEL": "Sound", "TYPE": "audioFFT",
         "DESCRIPTION": "what is heard"},
        {"NAME": "bars", "LABEL": "Bars", "TYPE": "float", "UNIT": "count", "MIN": 2, "MAX": 256,
         "DEFAULT": 24,
         "DESCRIPTION": "how many bands there are between 40 Hz and 16 kHz"},
        {"NAME": "height", "LABEL": "Height", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 2,
         "DEFAULT": 0.5,
         "IDENTITY": 0,
         "DESCRIPTION": "how far silence lets a column sink, in heights of the picture"},
        {"NAME": "tilt", "LABEL": "Tilt", "TYPE": "float", "MIN": 0, "MAX": 12, "DEFAULT": 3,
         "DESCRIPTION": "decibels an octave that high bands are raised by, since music has less of them"},
        {"NAME": "mirror", "LABEL": "Mirror", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "the low bands stand in the middle, the high ones at either side"}
    ]
}*/

float pipes_band(float from, float to)
{
    const float TAPS = 8.0;
    float loudest = 0.0;
    for (float i = 0.5; i < TAPS; i += 1.0) {
        float hertz = 40.0 * pow(400.0, mix(from, to, i / TAPS));
        loudest = max(loudest, IMG_NORM_PIXEL(heard, vec2(hertz / 24000.0, 0.5)).r);
    }
    float raised = tilt / 72.0 * 8.64 * from; // 8.64 octaves in all
    return loudest > 0.0 ? clamp(loudest + raised * smoothstep(0.0, 0.25, loudest), 0.0, 1.0) : 0.0;
}

void main()
{
    vec2 here = isf_FragNormCoord;
    float count = floor(bars);
    float across = mirror ? abs(here.x - 0.5) * 2.0 : here.x;
    float bar = min(floor(across * count), count - 1.0);
    float level = pipes_band(bar / count, (bar + 1.0) / count);
    float up = here.y + (1.0 - level) * height;
    vec4 color = IMG_NORM_PIXEL(inputImage, vec2(here.x, up));
    gl_FragColor = up <= 1.0 ? color : vec4(0.0);
}
