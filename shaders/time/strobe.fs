/*{
    "DESCRIPTION": "A lamp that flashes: the picture is seen for a moment and is gone for the rest of the beat.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Time"],
    "INPUTS": [
        {"NAME": "inputImage", "LABEL": "Picture", "TYPE": "image"},
        {"NAME": "rate", "LABEL": "Rate", "TYPE": "float", "MIN": 0, "MAX": 30, "DEFAULT": 2.5,
         "DESCRIPTION": "flashes a second; above 3 they may bring on seizures. On the beat: rate 0 and phase: beat"},
        {"NAME": "duty", "LABEL": "Duty", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.3,
         "IDENTITY": 1, "DESCRIPTION": "the share of the time in which the picture is seen"},
        {"NAME": "phase", "LABEL": "Phase", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.35,
         "WRAP": true, "DESCRIPTION": "moves the flashes on; 1 is from one flash to the next"},
        {"NAME": "between", "LABEL": "Between", "TYPE": "long", "VALUES": [0, 1],
         "LABELS": ["color", "negative"], "DEFAULT": 0,
         "DESCRIPTION": "what is seen between flashes: a colour, or the picture's negative"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0, 0, 0, 1],
         "DESCRIPTION": "that colour"},
        {"NAME": "amount", "LABEL": "Amount", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.85,
         "IDENTITY": 0, "DESCRIPTION": "how much of it covers the picture then"}
    ],
    "CLOCKS": [{"NAME": "passed", "VALUE": "fract($TIME * $rate + $phase + 0.000001)"}]
}*/

void main()
{
    vec4 picture = IMG_THIS_PIXEL(inputImage);
    vec3 other = between == 1 ? 1.0 - picture.rgb : color.rgb;
    float cover = passed < duty ? 0.0 : amount;
    gl_FragColor = vec4(mix(picture.rgb, other, cover), picture.a);
}
