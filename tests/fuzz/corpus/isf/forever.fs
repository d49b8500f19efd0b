/*{"ISFVSN": "2", "INPUTS": [{"NAME": "inputImage", "TYPE": "image"}]}*/
void main()
{
    float rounds = 0.0;
    while (true)
        rounds += 1.0;
    gl_FragColor = vec4(rounds > 1000.0 ? 0.25 : 0.0, 0.5, IMG_THIS_PIXEL(inputImage).b, 1.0);
}
