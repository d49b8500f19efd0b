/*{
    "DESCRIPTION": "The last seconds of the sound pass over the picture, low pitches at its foot, and light up what they touch.",
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
        {"NAME": "seconds", "LABEL": "Seconds", "TYPE": "float", "UNIT": "seconds", "MIN": 0.5, "MAX": 600,
         "DEFAULT": 6, "DESCRIPTION": "from the left edge to the right one, which is now"},
        {"NAME": "tilt", "LABEL": "Tilt", "TYPE": "float", "MIN": 0, "MAX": 12, "DEFAULT": 3,
         "DESCRIPTION": "decibels an octave that high pitches are raised by, since music has less of them"},
        {"NAME": "contrast", "LABEL": "Contrast", "TYPE": "float", "MIN": 0.2, "MAX": 6,
         "DEFAULT": 2.2, "DESCRIPTION": "how far loud and quiet stand apart"},
        {"NAME": "dim", "LABEL": "Dim", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.2,
         "DESCRIPTION": "how dark the picture is where nothing sounds; 1 is black"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 4, "DEFAULT": 1.2,
         "DESCRIPTION": "how much lighter it is where something does"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [1.0, 0.56, 0.22, 1],
         "DESCRIPTION": "of that light"}
    ],
    "CLOCKS": [{"NAME": "position", "VALUE": "mod($TIME / $seconds * 384, 384)"}],
    "PASSES": [
        {"TARGET": "past", "PERSISTENT": true, "FLOAT": true, "WIDTH": "384", "HEIGHT": "128"},
        {}
    ]
}*/
#include "lib/memory.glsl"

const float SPECTROGRAM_STEPS = 384.0; // columns of the buffer, each so long

// What sounds at a pitch, 40 Hz (0) to 16 kHz (1).
float spectrogram_now(float pitch)
{
    float hertz = 40.0 * pow(400.0, pitch);
    float level = IMG_NORM_PIXEL(heard, vec2(hertz / 24000.0, 0.5)).r;
    return clamp(level + tilt / 72.0 * 8.64 * pitch * smoothstep(0.0, 0.25, level), 0.0, 1.0);
}

// The column of step `number`; of those before the start the buffer is empty.
float spectrogram_past(float number, float pitch)
{
    float column = mod(number, SPECTROGRAM_STEPS);
    return IMG_NORM_PIXEL(past, vec2((column + 0.5) / SPECTROGRAM_STEPS, pitch)).r;
}

void main()
{
    vec2 here = isf_FragNormCoord;
    float length_s = seconds / SPECTROGRAM_STEPS;
    if (PASSINDEX == 0) {
        float column = floor(here.x * SPECTROGRAM_STEPS);
        float over = position - floor(position + 0.001);
        float age = over + memory_age(position, column, SPECTROGRAM_STEPS);
        bool is_new = age * length_s < max(TIMEDELTA, 0.0) + 0.001 * length_s;
        float kept = IMG_THIS_PIXEL(past).r;
        gl_FragColor = vec4(vec3(is_new ? spectrogram_now(here.y) : kept), 1.0);
        return;
    }
    float step_at = position + 0.001 - (1.0 - here.x) * SPECTROGRAM_STEPS;
    float level = mix(spectrogram_past(floor(step_at) - 1.0, here.y),
                      spectrogram_past(floor(step_at), here.y), fract(step_at));
    level = pow(level, contrast);
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    vec3 lit = picture.rgb * (1.0 - dim) * (1.0 + light * level);
    lit += color.rgb * level * light * (0.25 + 0.5 * picture.rgb);
    gl_FragColor = mix(picture, vec4(min(lit, vec3(1.0)), picture.a), amount);
}
