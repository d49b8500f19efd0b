/*{
    "DESCRIPTION": "Leaves on water: slow currents carry the fragments about, and each rocks a little.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "INPUTS": [
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "UNIT": "height", "MIN": 0, "MAX": 2,
         "DEFAULT": 0.06, "IDENTITY": 0,
         "DESCRIPTION": "how far a fragment drifts, in heights of the picture"},
        {"NAME": "size", "LABEL": "Size", "TYPE": "float", "UNIT": "height", "MIN": 0.02, "MAX": 10,
         "DEFAULT": 0.6,
         "DESCRIPTION": "how wide a current is, in heights of the picture"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 180,
         "DEFAULT": 10, "IDENTITY": 0,
         "DESCRIPTION": "how far a fragment rocks, in degrees"},
        {"NAME": "tilt", "LABEL": "Tilt", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 90,
         "DEFAULT": 0, "IDENTITY": 0,
         "DESCRIPTION": "how far it rocks out of the plane, in degrees"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.25,
         "DESCRIPTION": "0: neighbours go together; 1: each goes its own way"},
        {"NAME": "speed", "LABEL": "Speed", "TYPE": "float", "MIN": -10, "MAX": 10, "DEFAULT": 0.05,
         "DESCRIPTION": "rounds a second, after each of which all lies as before; to change it without a jump, use phase: run(...)"},
        {"NAME": "phase", "LABEL": "Phase", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0, "WRAP": true,
         "DESCRIPTION": "where in its round the water is"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other currents"}
    ],
    "CLOCKS": [{"NAME": "lap", "VALUE": "fract($TIME * $speed + $phase)"}]
}*/
#include "lib/noise.glsl"
#include "lib/place.glsl"

// A slow wave of a fragment's own: two numbers, each -1..1.
vec2 own_wave(int number, float more)
{
    vec3 random = hash3(vec2(number, 0.0), seed + more);
    vec2 turns = 1.0 + floor(2.0 * random.z) + vec2(0.0, 1.0);
    return sin(PLACE_TURN * (lap * turns + random.xy));
}

Fragment arrange(Fragment f)
{
    vec2 at = f.home / size;
    vec2 current = vec2(noise_simplex(at, lap, seed), noise_simplex(at, lap, seed + 50.0));
    float turn = noise_simplex(at + 31.7, lap, seed + 99.0);
    vec2 own = own_wave(f.number, 7.0);
    f.place += amount * mix(current, own, variety);
    f.angle += radians(angle) * mix(turn, own_wave(f.number, 11.0).x, variety);
    f.tilt += radians(tilt) * mix(current.yx, own.yx, variety);
    f.depth += mix(turn, own.x, variety);
    return f;
}
