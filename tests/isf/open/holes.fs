/*{"ISFVSN": "2", "INPUTS": [
    {"NAME": "inputImage", "TYPE": "image"},
    {"NAME": "hole", "TYPE": "long", "DEFAULT": 0, "MIN": 0, "MAX": 9}]}*/
// Each value of `hole` leaves a function's domain, somewhere in every picture. The last one no call
// answers: it divides.
void main()
{
    vec4 color = IMG_THIS_PIXEL(inputImage);
    float nothing = color.a - color.a, below = nothing - 0.5, x = nothing;
    if (hole == 0) x = pow(below, 2.0);
    if (hole == 1) x = sqrt(below);
    if (hole == 2) x = inversesqrt(below);
    if (hole == 3) x = log(below);
    if (hole == 4) x = acos(below - 1.0);
    if (hole == 5) x = asin(below - 1.0);
    if (hole == 6) x = normalize(vec2(nothing)).x;
    if (hole == 7) x = mod(below, nothing);
    if (hole == 8) x = log2(below);
    if (hole == 9) x = nothing / nothing;
    gl_FragColor = vec4(color.rgb, x);
}
