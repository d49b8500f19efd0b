/*{"ISFVSN": "2", "INPUTS": [
    {"NAME": "inputImage", "TYPE": "image"},
    {"NAME": "nothing", "TYPE": "float", "DEFAULT": 0.0, "MIN": 0.0, "MAX": 1.0},
    {"NAME": "minus", "TYPE": "float", "DEFAULT": -0.5, "MIN": -1.0, "MAX": 0.0},
    {"NAME": "three", "TYPE": "float", "DEFAULT": 3.0, "MIN": 0.0, "MAX": 4.0}]}*/
// One column a law: red where the answer is the right one. tests/app/test_open.c has their names.
#define HALF_TURN 3.14159265
#define POWER(x, y) pow(x, y)
#define ROOT sqrt
#define HUGE (300 + 2)

bool near(float answer, float wanted) { return abs(answer - wanted) <= 1e-4; }

float unfilled(float x)
{
    float sum, other;
    vec2 pair;
    if (x > 0.5)
        sum = pair.x = other = x;
    return sum + other + pair.x + pair.y;
}

struct Spot { vec3 place; float sizes[2]; bool seen; };

// `at` is 0: drivers that keep arrays in memory find there what other calls left.
float arrays(int at)
{
    float sums[3], other = 0.0;
    ivec2[2] counts[2];
    sums[at + 1] += 0.5;
    counts[at][at + 1].x++;
    for (int i = 0; i < 3; i++)
        other += sums[i];
    return other + float(counts[1][at].y);
}

float structs(int at)
{
    Spot one, others[2];
    struct { mat2 turn; float large[HUGE]; } own;
    others[at].place.y += 0.25;
    own.large[at + 7] += 0.25;
    return one.place.x + one.sizes[at] + others[at].place.y + others[1].sizes[at + 1] +
           own.turn[at][1] + own.large[HUGE - 1] + own.large[at + 7] +
           (one.seen || others[at].seen ? 1.0 : 0.0);
}

float large(int at)
{
    float sums[HUGE], sum = 0.0;
    sums[at + 299] += 0.5;
    for (int i = 0; i < HUGE; i++)
        sum += sums[i];
    return sum;
}

float rounds(int at)
{
    float sum = 0.0;
    for (int i = 0; i < 3; i++) {
        float each[2];
        each[at] += 1.0;
        sum += each[at] - each[at + 1];
    }
    return sum;
}

vec4 at(float x, float y) { return IMG_NORM_PIXEL(inputImage, vec2(x, y)); }

bool same(vec4 a, vec4 b) { return all(lessThan(abs(a - b), vec4(1e-5))) && a.a > 0.5; }

bool holds(int n)
{
    float none = nothing / nothing;
    float turned = smoothstep(1.0 + nothing, nothing, 0.25), step_at = smoothstep(nothing, nothing, nothing);
    vec4 powers = pow(vec4(minus, minus, -minus, nothing), vec4(2.0, three, 2.0, 2.0));
    if (n == 0) return near(pow(minus, 2.0), 0.25);
    if (n == 1) return near(pow(minus, 3.0), -0.125);
    if (n == 2) return near(POWER(minus, three), -0.125);
    if (n == 3) return near(pow(minus, 0.5), 0.0);
    if (n == 4) return near(pow(nothing, nothing), 1.0);
    if (n == 5) return near(acos(three), 0.0) && near(acos(-three), HALF_TURN);
    if (n == 6) return near(asin(-three), -HALF_TURN / 2.0);
    if (n == 7) return near(sqrt(minus), 0.0) && near(ROOT(minus), 0.0);
    if (n == 8) return near(log(minus), log(1.17549435e-38)) && near(log2(minus), -126.0);
    if (n == 9) return inversesqrt(minus) > 1e30;
    if (n == 10) return near(turned, 0.84375);
    if (n == 11) return step_at >= 0.0 && step_at <= 1.0;
    if (n == 12) return near(mod(three, nothing), 0.0) && near(mod(vec2(three), nothing).y, 0.0);
    if (n == 13) return near(length(normalize(vec3(nothing))), 0.0);
    if (n == 14) return near(atan(nothing, nothing), 0.0);
    if (n == 15) return near(unfilled(nothing), 0.0);
    if (n == 16) return same(at(none, 0.5), at(0.0, 0.5)) && same(at(0.5, none), at(0.5, 0.0));
    if (n == 17) return near(powers.x, 0.25) && near(powers.y, -0.125) && near(powers.z, 0.25);
    if (n == 18) return near(pow(-minus, three), 0.125) && near(mod(-three, 2.0), 1.0);
    if (n == 20) return near(arrays(int(nothing)), 0.5);
    if (n == 21) return near(structs(int(nothing)), 0.5);
    if (n == 22) return near(large(int(nothing)), 0.5);
    if (n == 23) return near(rounds(int(nothing)), 3.0);
    return near(atan(three, -three), 0.75 * HALF_TURN) && near(acos(minus), HALF_TURN / 1.5);
}

void main()
{
    int n = int(gl_FragCoord.x);
    gl_FragColor = vec4(holds(n) ? 1.0 : 0.0, nothing / nothing, 0.0, 1.0);
}
