/*{
    "DESCRIPTION": "Passes without any target: the last one is what is seen.",
    "INPUTS": [],
    "PASSES": [{}, {}, {}]
}*/
void main()
{
    gl_FragColor = vec4(float(PASSINDEX) * 0.25, 0.0, 0.0, 1.0);
}
