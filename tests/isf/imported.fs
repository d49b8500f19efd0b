/*{
    "DESCRIPTION": "A picture of its own, 4x2: red, green, blue and white below, grey above, its last corner half transparent.",
    "INPUTS": [{"NAME": "what", "TYPE": "long", "MIN": 0, "MAX": 5, "DEFAULT": 0}],
    "IMPORTED": {"card": {"PATH": "pictures/card.png"}}
}*/
vec4 look(vec2 p)
{
    return IMG_NORM_PIXEL(card, p);
}

void main()
{
    vec4 color = vec4(0.0, 0.0, 0.0, 1.0);
    if (what == 0)
        color.rg = IMG_SIZE(card) / 10.0;
    else if (what == 1)
        color = look(vec2(0.125, 0.25));
    else if (what == 2)
        color = IMG_PIXEL(card, vec2(1.5, 0.5));
    else if (what == 3)
        color.rgb = abs(IMG_THIS_PIXEL(card) - look(isf_FragNormCoord)).rgb +
                    abs(IMG_THIS_NORM_PIXEL(card) - IMG_NORM_THIS_PIXEL(card)).rgb + 0.5;
    else if (what == 4)
        color.rgb = vec3(_card_imgSize / 10.0, _card_flip ? 1.0 : _card_imgRect.z - _card_imgRect.x);
    else
        color = texelFetch(card, ivec2(2, 0), 0);
    gl_FragColor = color;
}
