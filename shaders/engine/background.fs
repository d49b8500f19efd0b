/*{
    "ISFVSN": "2",
    "DESCRIPTION": "What lies below the first layer. The engine's own step.",
    "CREDIT": "Remontage",
    "BOUNDED": true,
    "INPUTS": [{"NAME": "color", "TYPE": "color"}]
}*/
void main()
{
    gl_FragColor = color;
}
