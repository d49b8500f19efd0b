/*{
    "DESCRIPTION": "What is heard: red is one sample, green and blue the numbers of columns and rows over ten.",
    "INPUTS": [
        {"NAME": "sound", "TYPE": "audio"},
        {"NAME": "column", "TYPE": "float", "MIN": 0, "MAX": 64, "DEFAULT": 0},
        {"NAME": "channel", "TYPE": "float", "MIN": 0, "MAX": 8, "DEFAULT": 0}
    ]
}*/
void main()
{
    gl_FragColor = vec4(IMG_PIXEL(sound, vec2(column, channel) + 0.5).r, IMG_SIZE(sound) / 10.0, 1.0);
}
