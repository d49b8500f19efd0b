/*{"ISFVSN": "2", "INPUTS": [
    {"NAME": "inputImage", "TYPE": "image"},
    {"NAME": "many", "TYPE": "float", "DEFAULT": 1e9, "MIN": 0, "MAX": 1e9}]}*/
void main()
{
    float rounds = 0.0;
    for (float a = 0.0; a < many; a += 1.0)
        for (int b = 0; b < 100000; b++)
            for (int c = 0; c < 2; c++)
                rounds += 1.0;
    gl_FragColor = vec4(rounds > 1000.0 ? 0.25 : 0.0, 0.5, IMG_THIS_PIXEL(inputImage).b, 1.0);
}
