/*{
    "DESCRIPTION": "The same picture as ISF 1 has it: a list.",
    "IMPORTED": [{"NAME": "card", "PATH": "pictures/card.png"}]
}*/
void main()
{
    gl_FragColor = texture2D(card, vec2(0.625, 0.25));
}
