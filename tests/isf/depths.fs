/*{
    "DESCRIPTION": "A float buffer keeps what is above 1, another one does not; the key may be in small letters.",
    "PASSES": [{"TARGET": "fine", "float": true}, {"TARGET": "plain"}, {"TARGET": "kept", "persistent": "true", "FLOAT": 1}, {}]
}*/
void main()
{
    if (PASSINDEX < 2)
        gl_FragColor = vec4(3.0);
    else if (PASSINDEX == 2)
        gl_FragColor = IMG_THIS_PIXEL(kept) + 0.25;
    else
        gl_FragColor = vec4(IMG_THIS_PIXEL(fine).r / 4.0, IMG_THIS_PIXEL(plain).r / 4.0, IMG_THIS_PIXEL(kept).r, 1.0);
}
