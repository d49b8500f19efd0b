// Printing screens: tone as dots.

// How much ink a screen of round dots leaves at a point.
//
// `place` is in screen cells, `dark` 0..1 the tone, `pixel` the cells that one pixel spans. The mean
// over a cell is `dark`; where dots grow smaller than pixels, it is `dark` at every point.
float screen_ink(vec2 place, float dark, float pixel)
{
    vec2 wave = cos(6.28318530718 * place);
    float height = 0.5 * (wave.x + wave.y);
    // The share of a cell that lies higher, within 0.01.
    float area = 0.5 - 0.5 * sign(height) * pow(abs(height), 0.69);
    // How fast that share grows across one pixel: round dots have area = pi r^2.
    float slope = 3.545 * sqrt(max(min(area, 1.0 - area), 0.01)) * pixel;
    slope /= clamp(1.2 - 2.0 * pixel, 0.01, 1.0);
    return clamp((dark - area) / slope + dark, 0.0, 1.0);
}
