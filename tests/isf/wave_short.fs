/*{
    "DESCRIPTION": "Three columns of what is heard, whatever there is.",
    "INPUTS": [{"NAME": "sound", "TYPE": "audio", "MAX": 3}]
}*/
void main()
{
    gl_FragColor = vec4(IMG_NORM_PIXEL(sound, vec2(0.5, 0.25)).r, _sound_imgSize / 10.0, 1.0);
}
