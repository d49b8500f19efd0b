/*{
    "DESCRIPTION": "The first picture is a page that is turned; the second lies below.",
    "CREDIT": "Remontage",
    "ISFVSN": "2",
    "OPAQUE": true,
    "CATEGORIES": ["Transition"],
    "INPUTS": [
        {"NAME": "startImage", "LABEL": "From", "TYPE": "image",
         "DESCRIPTION": "the picture that goes"},
        {"NAME": "endImage", "LABEL": "To", "TYPE": "image",
         "DESCRIPTION": "the picture that comes"},
        {"NAME": "progress", "LABEL": "Progress", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5,
         "DESCRIPTION": "0 is the first picture, 1 the second"},
        {"NAME": "angle", "LABEL": "Angle", "TYPE": "float", "UNIT": "degrees",
         "MIN": 0, "MAX": 360, "DEFAULT": 340, "WRAP": true,
         "DESCRIPTION": "where the page is lifted, degrees counter-clockwise; at 0 on the right"},
        {"NAME": "radius", "LABEL": "Radius", "TYPE": "float", "UNIT": "height",
         "MIN": 0.01, "MAX": 1, "DEFAULT": 0.12,
         "DESCRIPTION": "how wide the page curls, in heights of the picture"},
        {"NAME": "color", "LABEL": "Colour", "TYPE": "color", "DEFAULT": [0.95, 0.92, 0.86, 1],
         "DESCRIPTION": "the colour of the page on its back"},
        {"NAME": "thin", "LABEL": "Thin", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0.15,
         "DESCRIPTION": "how much of the picture shows through the paper"}
    ]
}*/
#include "lib/blend.glsl"
#include "lib/place.glsl"

// How far a point lies inside the page.
float page_inside(vec2 p)
{
    vec2 inside = 0.5 * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0) - abs(p);
    return min(inside.x, inside.y);
}

void main()
{
    vec2 p = place_from_middle(isf_FragNormCoord, RENDERSIZE);
    vec2 along = vec2(cos(radians(angle)), sin(radians(angle)));
    vec2 reach = abs(along) * vec2(RENDERSIZE.x / RENDERSIZE.y, 1.0);
    float edge = 0.5 * (reach.x + reach.y);
    float d = dot(p, along);
    float moving = smoothstep(0.0, 0.05, progress) * (1.0 - smoothstep(0.95, 1.0, progress));

    // The page leaves the table at `lift` and goes once around half a cylinder.
    float lift = mix(edge, -edge - 1.01 * radius, progress);
    float steep = asin(clamp((d - lift) / radius, 0.0, 1.0));
    float rising = d > lift ? lift + radius * steep : d;
    float coming = lift + radius * (3.14159265 - steep) + max(lift - d, 0.0);
    float on_cylinder = step(d, lift + radius);
    float back_in = page_inside(p + along * (coming - d));
    float front_in = page_inside(p + along * (rising - d));
    float back = place_cover(back_in, RENDERSIZE) * on_cylinder * step(0.0001, progress);
    float front = (d <= lift ? 1.0 : place_cover(front_in, RENDERSIZE)) * on_cylinder;

    float from = back > 0.5 ? coming : rising;
    vec4 page = IMG_NORM_PIXEL(startImage, place_on_picture(p + along * (from - d), RENDERSIZE));
    // The curl darkens where it turns away from the light above.
    float round = d > lift ? cos(steep) : 1.0;
    float tilt = back > 0.5 ? 0.72 + 0.28 * round : 0.35 + 0.65 * round;
    vec3 paper = mix(color.rgb, page.rgb, thin) * (d > lift ? tilt : 1.0);
    float gleam = exp(-pow((d - lift - 0.25 * radius) / (0.3 * radius), 2.0));
    paper += 0.07 * gleam;
    // What lies flat is in the shadow of what hangs over it.
    float over = d > lift ? 1.0 : smoothstep(-0.9 * radius, 0.0, back_in);
    vec3 flat_part = page.rgb * (d > lift ? tilt : 1.0 - 0.45 * over * over * moving);

    vec4 below = IMG_THIS_PIXEL(endImage);
    float near = max(d - lift - radius, 0.0) / radius;
    below.rgb *= 1.0 - 0.55 * exp(-2.2 * near) * moving;
    vec4 shown = blend_mix(below, vec4(flat_part, page.a), front);
    gl_FragColor = back > 0.0 ? blend_mix(shown, vec4(paper, 1.0), back) : shown;
}
