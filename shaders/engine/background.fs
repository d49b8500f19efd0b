/*{
    "ISFVSN": "2",
    "DESCRIPTION": "What lies below the first layer. The engine's own step.",
    "CREDIT": "Remontage",
    "INPUTS": [{"NAME": "color", "TYPE": "color"}]
}*/
void main()
{
    gl_FragColor = color;
}
