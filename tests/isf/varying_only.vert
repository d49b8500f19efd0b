varying float number;

void main()
{
    vv_vertShaderInit();
    number = PASSINDEX == 0 ? RENDERSIZE.x / 16.0 : RENDERSIZE.x / 640.0;
}
