/*{
    "DESCRIPTION": "Planets: the fragments circle around a point, the inner ones faster, until the picture is a galaxy.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "CATEGORIES": ["Arrange"],
    "INPUTS": [
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 1,
         "IDENTITY": 0,
         "DESCRIPTION": "how far they leave their places; 0 is the whole picture"},
        {"NAME": "center", "LABEL": "Centre", "TYPE": "point2D", "UNIT": "canvas", "MIN": [0, 0],
         "MAX": [1, 1], "DEFAULT": [0.5, 0.5],
         "DESCRIPTION": "the point around which they circle"},
        {"NAME": "speed", "LABEL": "Speed", "TYPE": "float", "MIN": -10, "MAX": 10, "DEFAULT": 0.02,
         "DESCRIPTION": "rounds a second, half a height from the centre; to change it without a jump, use phase: run(...)"},
        {"NAME": "phase", "LABEL": "Phase", "TYPE": "float", "MIN": -8388608, "MAX": 8388608, "DEFAULT": 0.12, "WRAP": true,
         "DESCRIPTION": "rounds that they have made already, half a height from the centre"},
        {"NAME": "shear", "LABEL": "Shear", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.7,
         "DESCRIPTION": "0: the picture turns as one; 1: as planets do, the inner ones much faster"},
        {"NAME": "variety", "LABEL": "Variety", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.15,
         "DESCRIPTION": "how much each goes its own way, nearer or further out, faster or slower"},
        {"NAME": "upright", "LABEL": "Upright", "TYPE": "bool", "DEFAULT": false,
         "DESCRIPTION": "fragments keep their heads up"},
        {"NAME": "tilt", "LABEL": "Tilt", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 90,
         "DEFAULT": 0,
         "DESCRIPTION": "how far a fragment may turn out of the plane, in degrees"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number, other ways"}
    ],
    "CLOCKS": [
        {"NAME": "whole", "VALUE": "mod(floor($TIME * $speed + $phase), 16777216)"},
        {"NAME": "part", "VALUE": "fract($TIME * $speed + $phase)"}
    ]
}*/
#include "lib/hash.glsl"
#include "lib/place.glsl"

// The degrees that so many times the rounds made are, within eight turns either way. Of the whole
// rounds the product is exact, however many they are: it turns over as integers do. Pace: 0..256.
float turned_at(float pace)
{
    uint fine = uint(pace * 16777216.0);
    int rounds = int((uint(whole) * fine) << 4u) >> 4;
    return 360.0 * (float(rounds) / 16777216.0 + part * pace);
}

Fragment arrange(Fragment f)
{
    vec3 random = 2.0 * hash3(vec2(f.number, 0.0), seed) - 1.0;
    vec3 sway = 2.0 * hash3(vec2(f.number, 1.0), seed) - 1.0;
    vec2 middle = center * vec2(ASPECT, 1.0);
    vec2 arm = f.home - middle;
    float away = max(length(arm), 0.02);
    // Kepler's third law: the year grows with the distance to the power of three halves.
    float pace = pow(away / 0.5, -1.5 * shear) * (1.0 + 0.5 * variety * random.y);
    float turned = turned_at(amount * pace);
    arm *= 1.0 + 0.5 * amount * variety * random.x;
    f.place = middle + place_turned(turned) * arm;
    if (!upright)
        f.angle += radians(turned);
    f.tilt += amount * radians(tilt) * sway.xy;
    // Each in a plane of its own: it comes forward and goes back once in a round.
    f.depth += amount * 2.0 * away * sway.z * sin(atan(arm.y, arm.x) + radians(turned));
    return f;
}
