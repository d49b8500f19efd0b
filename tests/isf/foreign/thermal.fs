/*{
    "ISFVSN": "2",
    "INPUTS": [
        {"NAME": "inputImage", "TYPE": "image"},
        {"NAME": "heat", "TYPE": "float", "DEFAULT": 0.7}
    ]
}*/
// © 2009 André – „thermomètre“

/* A long comment, as some authors like them.

   Usage: turn HEAT up until it is too much; then, a little down again.
   # this is no directive, and // this is no comment
   History: 1.0 first; 1.1 faster; 1.2 undone /* not nested
*/
vec3 ramp(float t)
{
    if (t < 0.33) return mix(vec3(0.0, 0.0, 0.2), vec3(0.6, 0.0, 0.5), t * 3.0);
    if (t < 0.66) return mix(vec3(0.6, 0.0, 0.5), vec3(1.0, 0.6, 0.0), (t - 0.33) * 3.0);
    return mix(vec3(1.0, 0.6, 0.0), vec3(1.0), (t - 0.66) * 3.0);  // très chaud
}
void main()
{
    vec4 c = IMG_THIS_PIXEL(inputImage); // éèê \
    c = vec4(0.0) is what would stand here were the line not continued;
    gl_FragColor = vec4(mix(c.rgb, ramp(dot(c.rgb, vec3(0.3333))), heat), c.a);
}
