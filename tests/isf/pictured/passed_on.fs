/*{
    "DESCRIPTION": "a picture through a target of half the size",
    "ISFVSN": "2",
    "INPUTS": [{"NAME": "photo", "TYPE": "image"}],
    "PASSES": [{"TARGET": "small", "WIDTH": "$WIDTH / 2"}, {}]
}*/
void main()
{
    gl_FragColor = PASSINDEX == 0 ? IMG_THIS_NORM_PIXEL(photo) : IMG_THIS_NORM_PIXEL(small);
}
