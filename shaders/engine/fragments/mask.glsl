// What a cut of connected components sees of its mask; without one, of the picture that the sheet is.

// The mean colour around a point.
vec4 mask_at(vec2 p, int sheet, float radius)
{
#ifdef rmx_mask_tap
    int side = clamp(int(ceil(radius * rmx_view.y)), 1, 8);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < side * side; i++) {
        vec2 by = (vec2(float(i % side), float(i / side)) + 0.5) / float(side) - 0.5;
        vec4 colour = rmx_mask_tap((p + 2.0 * radius * by) / vec2(ASPECT, 1.0));
        sum += vec4(colour.rgb * colour.a, colour.a);
    }
    return vec4(sum.rgb / max(sum.a, 1e-6), sum.a / float(side * side));
#else
    return picture_at(p, sheet, radius);
#endif
}

bool has_mask()
{
#ifdef rmx_mask_tap
    return true;
#else
    return false;
#endif
}

// A sheet's height in texels: what is finer is not seen.
int island_rows()
{
    return RMX_SHEET.y;
}
