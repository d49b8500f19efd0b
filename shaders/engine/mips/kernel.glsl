// Halving by a kernel that is wider than a box: Lanczos' with two lobes (Turkowski, "Filters for Common
// Resampling Tasks", 1990), which leaves a tenth of what a box leaves of patterns too fine for the level.
// Short sides are halved by the box: nearly all of such a kernel would lie beyond the edges.

Halving halving(int here, int size)
{
    float scale = float(size) / float(max(size / 2, 1));
    float middle = (float(here) + 0.5) * scale, reach = 2.0 * scale;
    return Halving(scale, middle, int(ceil(middle - reach - 0.5)), int(floor(middle + reach - 0.5)), size < 16);
}

// A pixel's weight, of no sum: sinc(x) sinc(x / 2) within 0.0003 as a polynomial of x x, and the share of
// it that the box holds.
float halving_weight(Halving h, int pixel)
{
    float near = float(pixel), half_box = 0.5 * h.scale;
    if (h.is_box)
        return max(min(near + 1.0, h.middle + half_box) - max(near, h.middle - half_box), 0.0);
    float away = (near + 0.5 - h.middle) / h.scale, u = min(away * away, 4.0);
    return 0.999795 + u * (u * (1.51837 + u * (u * (0.12642 + u * (u * 0.000811937 - 0.0153526)) - 0.579019)) - 2.05112);
}
