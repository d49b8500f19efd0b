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

// A texture may hold what is drawn of the four dots of each square between dots, `side` texels a side,
// the screen's middle in its own: where the texel of the square around a point is, and the square's
// first dot by its texel.
vec2 screen_texel(vec2 place, float side)
{
    return floor(place) + 0.5 * side + 0.5;
}

vec2 screen_square(vec2 texel, float side)
{
    return floor(texel) - 0.5 * side;
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

// A circle's share of a pixel, by the radius of its rim's middle and by how strong it is.
// The fading rim is so wide as the pixel and lies so far in that the mean is the circle's area; below a
// pixel the circle pales instead. Both in one number: below half a pixel it is half of the strength.
float screen_rim(float radius, float pixel)
{
    float area = radius * radius, square = pixel * pixel;
    return 3.0 * area < square ? 1.5 * area / pixel : sqrt(area - square / 12.0);
}

float screen_circle(float away, float rim, float pixel)
{
    float least = max(rim, 0.5 * pixel);
    return min(2.0 * rim / pixel, 1.0) * clamp((least - away) / pixel + 0.5, 0.0, 1.0);
}

// What one dot is drawn by, of a round one its rim, else half a side.
float screen_dot(float ink, int shape, float pixel)
{
    if (shape == SCREEN_ROUND)
        return screen_rim(screen_radius(ink), pixel);
    if (shape == SCREEN_LINE)
        return 0.5 * ink;
    if (shape == SCREEN_SQUARE)
        return 0.5 * sqrt(ink);
    return 0.70710678 * (ink < 0.5 ? sqrt(0.5 * ink) : 1.0 - sqrt(0.5 - 0.5 * ink));
}

// One dot's share of a pixel that lies so far from its middle.
float screen_covered(vec2 away, float dot_size, int shape, float pixel)
{
    if (shape == SCREEN_ROUND)
        return screen_circle(length(away), dot_size, pixel);
    if (shape == SCREEN_LINE)
        return screen_between(away.y, dot_size, pixel);
    if (shape == SCREEN_DIAMOND)
        away = 0.70710678 * vec2(away.x + away.y, away.x - away.y);
    return screen_between(away.x, dot_size, pixel) * screen_between(away.y, dot_size, pixel);
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

// From what size on dots of that shape meet.
float screen_meeting(int shape)
{
    return shape == SCREEN_ROUND ? 0.49 : shape == SCREEN_DIAMOND ? 0.35355339 : 1.0;
}

// The ink of a dot that is drawn so, of a round one within 0.003.
float screen_ink(float dot_size, int shape, float pixel)
{
    if (shape == SCREEN_DIAMOND) {
        float rest = 1.0 - 1.41421356 * dot_size;
        return dot_size < 0.35355339 ? 4.0 * dot_size * dot_size : 1.0 - 2.0 * rest * rest;
    }
    float radius = sqrt(dot_size * dot_size + pixel * pixel / 12.0);
    float u = max((0.70710678 - radius) * 4.82842712, 0.0);
    float x = u * (1.0 - (1.0 - u) * (0.115 + 0.09 * u));
    return radius < 0.5 ? 3.14159265 * radius * radius : 1.0 - 0.2146018 * x * x;
}

// Of cells that are nearly pixels only the tone is left.
const float SCREEN_FADES = 0.33; // from so much of a cell a pixel on

float screen_faded(float covered, float ink, float pixel)
{
    return mix(covered, ink, smoothstep(SCREEN_FADES, 0.5, pixel));
}

// The mean of the four dots around a point, as near as it lies to each.
float screen_mean(vec2 place, vec4 dots)
{
    vec2 part = place - floor(place);
    vec2 row = mix(dots.xz, dots.yw, part.x);
    return mix(row.x, row.y, part.y);
}

// What the four dots around a point cover of its pixel: their middles are screen_middle's, `dots` is
// screen_dot's of them in that order.
float screen_dots(vec2 place, vec4 dots, int shape, float pixel)
{
    float sum = 0.0, bare = 1.0;
    vec2 part = place - floor(place);
    for (int i = 0; i < 4; i++) {
        float covered = screen_covered(part - screen_corner(i), dots[i], shape, pixel);
        sum += covered;
        bare *= 1.0 - covered;
    }
    // A line goes past two of the four middles, and counts once.
    if (shape == SCREEN_LINE)
        return min(0.5 * sum, 1.0);
    if (max(max(dots.x, dots.y), max(dots.z, dots.w)) <= screen_meeting(shape))
        return min(sum, 1.0);
    vec4 ink = vec4(screen_ink(dots.x, shape, pixel), screen_ink(dots.y, shape, pixel),
                    screen_ink(dots.z, shape, pixel), screen_ink(dots.w, shape, pixel));
    float crossing = screen_crossing(screen_mean(place, ink), shape);
    return mix(min(sum, 1.0), 1.0 - bare, crossing);
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
    // Cosines of 2 pi away, within 0.00005: a polynomial of the square, far cheaper where there is no GPU.
    vec2 away = place - floor(place + 0.5), square = away * away;
    vec2 wave = 0.999958 + square * (square * (64.669441 + square * (45.595549 * square - 82.378033)) - 19.730842);
    float height = 0.5 * (wave.x + wave.y);
    // Measured from the nearer of dot and gap, as the circle that has the same area.
    float share = screen_share(abs(height));
    float area = (ink < 0.5) == (height > 0.0) ? share : 1.0 - share;
    float radius = sqrt(min(ink, 1.0 - ink) / 3.14159265);
    float covered = screen_circle(sqrt(area / 3.14159265), screen_rim(radius, pixel), pixel);
    return screen_faded(ink < 0.5 ? covered : 1.0 - covered, ink, pixel);
}
