// Printing screens: tone as dots whose area is the ink, so that a print has its picture's light.
//
// Points are in cells: the middles of dots lie at whole numbers. `ink` 0..1 is the share of a cell
// that is covered, `pixel` the cells that one pixel spans. What several dots cover is exact in the
// mean, antialiased by the area of a pixel, and is the tone itself where cells are below two pixels.

const int SCREEN_ROUND = 0;   // circles, which touch at 78.5 % of ink and leave pointed gaps
const int SCREEN_SQUARE = 1;
const int SCREEN_LINE = 2;
const int SCREEN_DIAMOND = 3; // whose tips touch at 50 %
const int SCREEN_CELL = 4;    // round dots, round gaps and a chequer between: tone of each point

// The corner of a unit square, `i` 0..3.
vec2 screen_corner(int i)
{
    return vec2(float(i - 2 * (i / 2)), float(i / 2));
}

// The middle of one of the four dots around a point, `i` 0..3. Of a line the nearest point on it.
vec2 screen_middle(vec2 place, int shape, int i)
{
    vec2 middle = floor(place) + screen_corner(i);
    return shape == SCREEN_LINE ? vec2(place.x, middle.y) : middle;
}

// The share of a pixel that lies between -half_width and half_width.
float screen_between(float away, float half_width, float pixel)
{
    float inside = min(away + 0.5 * pixel, half_width) - max(away - 0.5 * pixel, -half_width);
    return clamp(inside / pixel, 0.0, 1.0);
}

// The radius of a circle that covers so much of a square around it, beyond whose sides it may reach:
// above pi / 4 a fit of the inverse of pi r^2 - 4 (r^2 acos(0.5 / r) - sqrt(r^2 - 0.25) / 2), which
// is the ink, within 0.0003 of it.
float screen_radius(float ink)
{
    float x = sqrt(max(1.0 - ink, 0.0) / 0.2146018);
    float bow = 0.02318826 + x * (0.02547895 + x * (-0.03366509 + x * 0.04119934));
    float merged = 0.70710678 - 0.20710678 * x - x * (1.0 - x) * bow;
    return ink > 0.7853982 ? merged : sqrt(ink / 3.14159265);
}

// A circle's share of a pixel. The fading rim is so wide as the pixel and lies so far in that the
// mean is the circle's area; below a pixel the circle pales instead.
float screen_circle(float away, float radius, float pixel)
{
    float square = pixel * pixel;
    float rim = sqrt(max(radius * radius - square / 12.0, 0.25 * square));
    float strength = min(3.0 * radius * radius / square, 1.0);
    return strength * clamp((rim - away) / pixel + 0.5, 0.0, 1.0);
}

// One dot's share of a pixel that lies so far from its middle.
float screen_dot(vec2 away, float ink, int shape, float pixel)
{
    if (shape == SCREEN_ROUND)
        return screen_circle(length(away), screen_radius(ink), pixel);
    if (shape == SCREEN_LINE)
        return screen_between(away.y, 0.5 * ink, pixel);
    float half_side = 0.5 * sqrt(ink);
    if (shape == SCREEN_DIAMOND) {
        half_side = 0.70710678 * (ink < 0.5 ? sqrt(0.5 * ink) : 1.0 - sqrt(0.5 - 0.5 * ink));
        away = 0.70710678 * vec2(away.x + away.y, away.x - away.y);
    }
    return screen_between(away.x, half_side, pixel) * screen_between(away.y, half_side, pixel);
}

// How far edges of dots cross each other where they meet: 0 touch or are apart, 1 at right angles.
float screen_crossing(float ink, int shape)
{
    if (shape == SCREEN_ROUND) {
        float radius = screen_radius(ink);
        return clamp(2.0 - 0.5 / (radius * radius), 0.0, 1.0);
    }
    return shape == SCREEN_DIAMOND && ink > 0.5 ? 1.0 : 0.0;
}

// Of cells that are nearly pixels only the tone is left.
float screen_faded(float covered, float ink, float pixel)
{
    return mix(covered, ink, smoothstep(0.33, 0.5, pixel));
}

// What the four dots around a point cover of its pixel: their middles are screen_middle's, `ink` is
// theirs in that order.
float screen_dots(vec2 place, vec4 ink, int shape, float pixel)
{
    float sum = 0.0, bare = 1.0, tone = 0.0;
    vec2 part = place - floor(place);
    for (int i = 0; i < 4; i++) {
        vec2 corner = screen_corner(i), away = part - corner;
        float near = (1.0 - abs(away.x)) * (1.0 - abs(away.y));
        float covered = screen_dot(away, ink[i], shape, pixel);
        // A line goes past two of the four middles, and counts once.
        sum += shape == SCREEN_LINE ? covered * (1.0 - corner.x) : covered;
        bare *= 1.0 - covered;
        tone += near * ink[i];
    }
    float crossing = screen_crossing(tone, shape);
    float covered = mix(min(sum, 1.0), 1.0 - bare, crossing);
    return screen_faded(covered, tone, pixel);
}

// The share of a cell where (cos 2 pi x + cos 2 pi y) / 2 is above `height`, 0..1, within 0.0005: the
// integral of its density, which is 2 / pi^2 times the complete elliptic integral K of 1 - height^2
// (Abramowitz and Stegun, 17.3.33).
float screen_share(float height)
{
    float h = max(height, 1e-4), square = h * h, l = log(h);
    float even = 1.3862944 + square * (0.0373241 + square * 0.0145059);
    float odd = 0.5 * (l - 1.0) + square * (0.0404493 * (l - 0.3333333) + square * 0.0057746 * (l - 0.2));
    return max(0.5 - 0.20264237 * h * (even - 2.0 * odd), 0.0);
}

// The screen of cells: light and dark alike, the tone of each point.
float screen_cell(vec2 place, float ink, float pixel)
{
    vec2 wave = cos(6.28318531 * place);
    float height = 0.5 * (wave.x + wave.y);
    // Measured from the nearer of dot and gap, as the circle that has the same area.
    float share = screen_share(abs(height));
    float area = (ink < 0.5) == (height > 0.0) ? share : 1.0 - share;
    float radius = sqrt(min(ink, 1.0 - ink) / 3.14159265);
    float covered = screen_circle(sqrt(area / 3.14159265), radius, pixel);
    return screen_faded(ink < 0.5 ? covered : 1.0 - covered, ink, pixel);
}
