/*{
    "DESCRIPTION": "A row of windows onto the picture, one for each band of the sound, low at the left: each opens as far as its band is loud.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Sound"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "heard", "LABEL": "Sound", "TYPE": "audioFFT",
         "DESCRIPTION": "what is heard"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how much of all this is seen"},
        {"NAME": "bars", "LABEL": "Bars", "TYPE": "float", "UNIT": "count", "MIN": 2, "MAX": 256,
         "DEFAULT": 48,
         "DESCRIPTION": "how many bands there are between 40 Hz and 16 kHz"},
        {"NAME": "height", "LABEL": "Height", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 2,
         "DEFAULT": 0.95,
         "DESCRIPTION": "of the loudest band, in heights of the picture"},
        {"NAME": "gap", "LABEL": "Gap", "TYPE": "float", "MIN": 0, "MAX": 0.95, "DEFAULT": 0.18,
         "DESCRIPTION": "between two bars, as a part of a bar"},
        {"NAME": "tilt", "LABEL": "Tilt", "TYPE": "float", "MIN": 0, "MAX": 12, "DEFAULT": 3,
         "DESCRIPTION": "decibels an octave that high bands are raised by, since music has less of them"},
        {"NAME": "mirror", "LABEL": "Mirror", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "the bars grow from the middle, up and down"},
        {"NAME": "dim", "LABEL": "Dim", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.75,
         "DESCRIPTION": "how dark the picture is outside; 1 is black"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 2, "DEFAULT": 0.08,
         "DESCRIPTION": "how much lighter it is within, towards the top of a bar"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [1.0, 0.86, 0.62, 1],
         "DESCRIPTION": "of the lines at the bars' ends"}
    ]
}*/

// The loudest of a band, from one place between 40 Hz (0) and 16 kHz (1) to another.
float spectrum_between(float from, float to)
{
    const float TAPS = 8.0;
    float loudest = 0.0;
    for (float i = 0.5; i < TAPS; i += 1.0) {
        float pitch = mix(from, to, i / TAPS);
        float hertz = 40.0 * pow(400.0, pitch);
        loudest = max(loudest, IMG_NORM_PIXEL(heard, vec2(hertz / 24000.0, 0.5)).r);
    }
    float raised = tilt / 72.0 * 8.64 * from; // 8.64 octaves in all
    return loudest > 0.0 ? clamp(loudest + raised * smoothstep(0.0, 0.25, loudest), 0.0, 1.0) : 0.0;
}

void main()
{
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    vec2 here = isf_FragNormCoord;
    float count = floor(bars), bar = floor(here.x * count);
    float across = abs(here.x * count - bar - 0.5) * 2.0;
    float level = spectrum_between(bar / count, (bar + 1.0) / count);
    float tall = level * level * height, up = mirror ? abs(here.y - 0.5) * 2.0 : here.y;
    float pixel_up = (mirror ? 2.0 : 1.0) / RENDERSIZE.y, pixel_across = 2.0 * count / RENDERSIZE.x;
    float in_bar = smoothstep(1.0 - gap + pixel_across, 1.0 - gap - pixel_across, across);
    float open = in_bar * smoothstep(tall + pixel_up, tall - pixel_up, up);
    float line = in_bar * smoothstep(0.006 + pixel_up, 0.003, abs(up - tall)) * step(0.001, tall);
    vec3 within = picture.rgb * (1.0 + light * up / max(tall, 0.001));
    vec3 seen = mix(picture.rgb * (1.0 - dim), within, open);
    seen = mix(seen, color.rgb, line * (0.35 + 0.65 * level));
    gl_FragColor = mix(picture, vec4(min(seen, vec3(1.0)), picture.a), amount);
}
