// Cuts the plane into cells. Each cell_ function takes a point and gives vec4(number, centre) of
// the cell that holds it; each edge_ function gives the point's distance to that cell's outline, and
// each beside_ function the cell on the other side of the outline there, where it is near.
// In all of them a cell is about one unit wide: divide the point by the size that is wanted.

const float CELL_ROOT3 = 1.7320508;

// Straight lines would run right through the middles of pixels at many sizes, where rounding says
// on which side they lie. They stand beside their place by this much of a cell.
const float CELL_ASIDE = 0.0001;

vec4 cell_grid(vec2 p)
{
    vec2 number = floor(p + CELL_ASIDE);
    return vec4(number, number + 0.5);
}

float edge_grid(vec2 p)
{
    vec2 d = 0.5 - abs(fract(p) - 0.5);
    return min(d.x, d.y);
}

// cell is what cell_grid gave for p.
vec4 beside_grid(vec2 p, vec4 cell)
{
    vec2 d = p - cell.zw;
    vec2 way = abs(d.x) > abs(d.y) ? vec2(d.x < 0.0 ? -1.0 : 1.0, 0.0)
                                   : vec2(0.0, d.y < 0.0 ? -1.0 : 1.0);
    return cell + vec4(way, way);
}

// Hexagons with a corner up, one unit from centre to centre: the nearer of two rectangular grids.
vec4 cell_hexagon(vec2 p)
{
    vec2 unit = vec2(1.0, CELL_ROOT3);
    vec2 a = floor(p / unit + 0.5);
    vec2 b = floor(p / unit) + 0.5;
    vec2 to_a = p - a * unit;
    vec2 to_b = p - b * unit;
    vec2 nearest = dot(to_a, to_a) < dot(to_b, to_b) ? a : b;
    return vec4(nearest * 2.0, nearest * unit);
}

float edge_hexagon(vec2 p)
{
    vec2 d = abs(p - cell_hexagon(p).zw);
    return 0.5 - max(d.x, dot(d, vec2(0.5, 0.5 * CELL_ROOT3)));
}

// cell is what cell_hexagon gave for p.
vec4 beside_hexagon(vec2 p, vec4 cell)
{
    vec2 d = p - cell.zw;
    vec2 way = vec2(d.x < 0.0 ? -1.0 : 1.0, 0.0);
    vec2 slanted = 0.5 * vec2(way.x, d.y < 0.0 ? -CELL_ROOT3 : CELL_ROOT3);
    way = dot(d, slanted) > dot(d, way) ? slanted : way;
    return cell + vec4(floor(2.0 * way / vec2(1.0, CELL_ROOT3) + 0.5), way);
}

// Equilateral triangles of side one, alternately pointing up and down: a sheared square grid whose
// squares are cut along one diagonal.
vec2 cell_shear(vec2 p)
{
    float row = p.y * 2.0 / CELL_ROOT3 + CELL_ASIDE;
    return vec2(p.x - 0.5 * row, row);
}

// One of the two triangles of a square: down is 0 or 1.
vec4 cell_half(vec2 square, float down)
{
    vec2 middle = square + (1.0 + down) / 3.0;
    return vec4(2.0 * square.x + down, square.y, middle.x + 0.5 * middle.y,
                middle.y * 0.5 * CELL_ROOT3);
}

vec4 cell_triangle(vec2 p)
{
    vec2 q = cell_shear(p);
    vec2 square = floor(q);
    return cell_half(square, step(1.0, (q.x - square.x) + (q.y - square.y)));
}

vec4 beside_triangle(vec2 p)
{
    vec2 q = cell_shear(p);
    vec2 square = floor(q);
    vec2 f = q - square;
    float over = f.x + f.y - 1.0;
    float down = step(1.0, f.x + f.y);
    vec2 legs = down > 0.5 ? 1.0 - f : f; // how far the two sides are that are no diagonal
    if (abs(over) > min(legs.x, legs.y))
        square += (2.0 * down - 1.0) * (legs.x < legs.y ? vec2(1.0, 0.0) : vec2(0.0, 1.0));
    return cell_half(square, 1.0 - down);
}

float edge_triangle(vec2 p)
{
    vec2 f = fract(cell_shear(p));
    float over = f.x + f.y - 1.0;
    float d = over < 0.0 ? min(min(f.x, f.y), -over) : min(1.0 - max(f.x, f.y), over);
    return d * 0.5 * CELL_ROOT3;
}
