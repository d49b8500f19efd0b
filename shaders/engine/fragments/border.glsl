// How far beyond a fragment's edge its border reaches, in heights of the picture.
float rmx_border_beyond()
{
#ifdef RMX_COMPONENTS
    bool outside = rmx_border_at < 2;
#else
    bool outside = rmx_border_at == 1;
#endif
    return rmx_border_width * (outside ? 1.0 : rmx_border_at == 3 ? 0.5 : 0.0);
}
