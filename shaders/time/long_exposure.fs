/*{
    "DESCRIPTION": "The shutter stays open: what moves becomes a haze, what shines draws its way, what rests stays sharp.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Time"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "seconds", "LABEL": "Seconds", "TYPE": "float", "UNIT": "seconds", "MIN": 0, "MAX": 600,
         "DEFAULT": 2,
         "IDENTITY": 0, "DESCRIPTION": "how long the shutter is open"},
        {"NAME": "light", "LABEL": "Light", "TYPE": "float", "MIN": 0, "MAX": 4, "DEFAULT": 1.5,
         "DESCRIPTION": "how much more a light part burns in than a dark one; 0 is a plain mean"}
    ],
    "PASSES": [{"TARGET": "film", "PERSISTENT": true, "FLOAT": true}, {}]
}*/
#include "lib/colour.glsl"
#include "lib/colour.glsl"
#include "lib/light.glsl"
#include "lib/memory.glsl"

// How strongly light burns in.
float burn(vec3 color)
{
    return pow(0.02 + colour_luma(color), light);
}

vec4 exposed()
{
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    vec4 now = memory_in(vec4(light_of_color(picture.rgb), picture.a));
    vec4 before = IMG_THIS_PIXEL(film);
    if (before.a <= 0.0 || seconds <= 0.0)
        return now + vec4(0.0, 0.0, 0.0, 1.0); // an empty film has no alpha at all
    before.a -= 1.0;
    // Not for ever, though: a film of light goes dark again in a while.
    float speed = max(burn(now.rgb) / burn(before.rgb), 0.3);
    // A film that was begun a moment ago is no older than that.
    vec4 kept = mix(now, before, exp(-speed * TIMEDELTA / max(min(seconds, TIME), 0.0001)));
    return kept + vec4(0.0, 0.0, 0.0, 1.0);
}

void main()
{
    if (PASSINDEX == 0) {
        gl_FragColor = exposed();
    } else {
        vec4 kept = IMG_THIS_PIXEL(film);
        vec4 color = memory_out(vec4(kept.rgb, kept.a - 1.0));
        gl_FragColor = vec4(color_of_light(color.rgb), color.a);
    }
}
