/*{
    "DESCRIPTION": "An oscilloscope before the picture: the sound is a line of light, and pushes the picture out of its way.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Sound"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "heard", "LABEL": "Sound", "TYPE": "audio", "MAX": 512,
         "DESCRIPTION": "what is heard"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0, "DESCRIPTION": "how much of all this is seen"},
        {"NAME": "height", "LABEL": "Height", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.3,
         "DESCRIPTION": "how far the line goes up and down, in heights of the picture"},
        {"NAME": "position", "LABEL": "Position", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5, "DESCRIPTION": "where silence lies: 0 at the bottom, 1 at the top"},
        {"NAME": "push", "LABEL": "Push", "TYPE": "float", "MIN": -1, "MAX": 1, "DEFAULT": 0.25,
         "DESCRIPTION": "how far the picture goes with the line: 1 as far as the line itself"},
        {"NAME": "width", "LABEL": "Width", "TYPE": "float", "UNIT": "height", "MIN": 0.0005, "MAX": 0.1,
         "DEFAULT": 0.005, "DESCRIPTION": "the line's, in heights of the picture"},
        {"NAME": "glow", "LABEL": "Glow", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.4,
         "DESCRIPTION": "how far its light falls on the picture"},
        {"NAME": "dim", "LABEL": "Dim", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.35,
         "DESCRIPTION": "how dark the picture is made behind it; 1 is black"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [1.0, 0.93, 0.78, 1],
         "DESCRIPTION": "the line's"}
    ]
}*/
#include "lib/place.glsl"

// The line leaves and comes back to silence at the picture's edges.
float waveform_at(float across)
{
    float fade = smoothstep(0.0, 0.12, across) * smoothstep(1.0, 0.88, across);
    return (IMG_NORM_PIXEL(heard, vec2(across, 0.5)).r * 2.0 - 1.0) * fade * height;
}

// The light of the line's neighbourhood, 1 beside a quiet line.
float waveform_glow(vec2 here, float aspect)
{
    const float TAPS = 8.0;
    float sum = 0.0;
    for (float i = -TAPS; i <= TAPS; i += 1.0) {
        float along = i / TAPS * 0.16 / aspect;
        float up = here.y - position - waveform_at(here.x + along);
        float away2 = along * along * aspect * aspect + up * up;
        sum += 0.7 / (1.0 + 900.0 * away2) + 0.3 / (1.0 + 60.0 * away2);
    }
    return sum / (2.0 * TAPS + 1.0) * 1.6;
}

// How much of a pixel the line covers, so far from its middle; fine ones have no soft edge.
float line_cover(float away)
{
    float soft = width * 0.35;
    return soft * RENDERSIZE.y < 0.7 ? place_line(away, width + 0.5 * soft, RENDERSIZE)
                                     : smoothstep(width * 0.5 + soft, width * 0.5 - soft * 0.5, away);
}

void main()
{
    vec2 here = isf_FragNormCoord;
    float aspect = RENDERSIZE.x / RENDERSIZE.y, step_on = 1.0 / 512.0;
    float line = waveform_at(here.x);
    float slope = (waveform_at(here.x + step_on) - line) / (step_on * aspect);
    // The nearer to the line, the further it goes along.
    float from_rest = here.y - position;
    float going = amount * push * line * exp(-8.0 * from_rest * from_rest);
    vec4 picture = IMG_NORM_PIXEL(inputImage, vec2(here.x, here.y - going));
    float away = abs(from_rest - line) * inversesqrt(1.0 + slope * slope);
    float core = line_cover(away);
    float light = glow * waveform_glow(here, aspect);
    vec3 lit = picture.rgb * (1.0 - dim) * (1.0 + 2.0 * light) + color.rgb * light * light * 0.8;
    lit = mix(min(lit, vec3(1.0)), color.rgb, core);
    gl_FragColor = mix(picture, vec4(lit, max(picture.a, core)), amount);
}
