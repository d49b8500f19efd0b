/*{
    "ISFVSN": "2",
    "DESCRIPTION": "Draws the fragments of a layer. The engine's own step: its inputs are the numbers of the fragments block.",
    "CREDIT": "Remontage",
    "INPUTS": [
        {"NAME": "at", "LABEL": "At", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "with several arranges: from the first, 0, to the last, 1"},
        {"NAME": "stagger", "LABEL": "Stagger", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "with several arranges: how much one fragment goes after another, those that are sorted in that order; 0: all together"},
        {"NAME": "border_width", "LABEL": "Border's width", "TYPE": "float", "UNIT": "height", "MIN": 0,
         "MAX": 0.5, "DEFAULT": 0.002, "IDENTITY": 0,
         "DESCRIPTION": "of the line along each fragment's edge, in heights of the picture"},
        {"NAME": "border_color", "LABEL": "Border's colour", "TYPE": "color", "DEFAULT": [1, 1, 1, 1],
         "DESCRIPTION": "of the line along each fragment's edge"},
        {"NAME": "border_at", "LABEL": "Border's place", "TYPE": "long", "VALUES": [0, 1, 2, 3],
         "LABELS": ["auto", "outside", "inside", "across"], "DEFAULT": 0,
         "DESCRIPTION": "on which side of the edge the line lies; auto: outside of what is cut out, inside of what has neighbours"},
        {"NAME": "shadow_x", "LABEL": "Shadow to the right", "TYPE": "float", "UNIT": "height", "MIN": -1,
         "MAX": 1, "DEFAULT": 0.004,
         "DESCRIPTION": "how far the shadow falls, in heights of the picture"},
        {"NAME": "shadow_y", "LABEL": "Shadow upwards", "TYPE": "float", "UNIT": "height", "MIN": -1,
         "MAX": 1, "DEFAULT": -0.006,
         "DESCRIPTION": "how far the shadow falls, in heights of the picture"},
        {"NAME": "shadow_blur", "LABEL": "Shadow's blur", "TYPE": "float", "UNIT": "height", "MIN": 0,
         "MAX": 0.5, "DEFAULT": 0.01,
         "DESCRIPTION": "how soft the shadow's edge is, in heights of the picture"},
        {"NAME": "shadow_opacity", "LABEL": "Shadow's opacity", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0.5, "IDENTITY": 0,
         "DESCRIPTION": "how dark the shadow is"},
        {"NAME": "torn", "LABEL": "Torn", "TYPE": "float", "MIN": 0, "MAX": 1, "DEFAULT": 0,
         "DESCRIPTION": "how ragged the edges are, as of torn paper"},
        {"NAME": "depth", "LABEL": "Depth", "TYPE": "float", "UNIT": "height", "MIN": -10, "MAX": 10,
         "DEFAULT": 0,
         "DESCRIPTION": "how far fragments leave the plane, in heights of the canvas"},
        {"NAME": "camera_distance", "LABEL": "Camera's distance", "TYPE": "float", "UNIT": "height",
         "MIN": 0.2, "MAX": 100, "DEFAULT": 2,
         "DESCRIPTION": "of the eye from the plane, in heights of the canvas"},
        {"NAME": "camera_angle", "LABEL": "Camera's angle", "TYPE": "float", "UNIT": "degrees", "MIN": -180,
         "MAX": 180, "WRAP": true, "DEFAULT": 0,
         "DESCRIPTION": "how far the eye has gone round the plane's middle, in degrees"},
        {"NAME": "camera_sway", "LABEL": "Camera's sway", "TYPE": "float", "UNIT": "degrees", "MIN": 0,
         "MAX": 90, "DEFAULT": 0,
         "DESCRIPTION": "how far the eye swings to and fro, in degrees, once in eight seconds"},
        {"NAME": "seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65535,
         "DEFAULT": 1,
         "DESCRIPTION": "another number: another picture for each fragment"},
        {"NAME": "vary_hue", "LABEL": "Hue varies", "TYPE": "float", "UNIT": "degrees", "MIN": 0, "MAX": 180,
         "DEFAULT": 0, "IDENTITY": 0,
         "DESCRIPTION": "how far a fragment's colours may be turned around the colour circle, either way, in degrees"},
        {"NAME": "vary_saturation", "LABEL": "Saturation varies", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0, "IDENTITY": 0,
         "DESCRIPTION": "how much more or less saturated a fragment may be; 1: from grey to twice"},
        {"NAME": "vary_lightness", "LABEL": "Lightness varies", "TYPE": "float", "MIN": 0, "MAX": 1,
         "DEFAULT": 0, "IDENTITY": 0,
         "DESCRIPTION": "how much lighter or darker a fragment may be; 1: from black to white"},
        {"NAME": "vary_inks", "LABEL": "Inks", "TYPE": "color", "DEFAULT": [0, 0, 0, 1],
         "DESCRIPTION": "one of them prints each fragment: the colour of its dark parts; as much of it as its alpha says"},
        {"NAME": "vary_papers", "LABEL": "Papers", "TYPE": "color", "DEFAULT": [1, 1, 1, 1],
         "DESCRIPTION": "what the inks print on, the first on the first: the colour of the light parts"},
        {"NAME": "vary_order", "LABEL": "Order", "TYPE": "long", "VALUES": [0, 1],
         "LABELS": ["random", "sequential"], "DEFAULT": 0,
         "DESCRIPTION": "how inks and papers are dealt: at random, each as often as the others; or one after another"},
        {"NAME": "vary_seed", "LABEL": "Seed", "TYPE": "float", "UNIT": "count", "MIN": 0, "MAX": 65536,
         "WRAP": true, "DEFAULT": 0,
         "DESCRIPTION": "another whole number: other colours"}
    ]
}*/

#include "engine/fragments/table.glsl"
#include "engine/fragments/components.glsl"
#include "engine/fragments/mask.glsl"
#include "engine/fragments/components_mark.glsl"
#include "engine/fragments/cut.glsl"
#include "engine/fragments/pack.glsl"
#include "engine/fragments/measure.glsl"
#include "engine/fragments/key.glsl"
#include "engine/fragments/tiles_key.glsl"
#include "engine/fragments/tiles.glsl"
#include "engine/fragments/match.glsl"
#include "engine/fragments/arrange.glsl"
#include "engine/fragments/inverse.glsl"
#include "engine/fragments/layer.glsl"
#include "engine/fragments/draw.glsl"
#include "engine/fragments/vary_vertex.glsl"
#include "engine/fragments/draw_vertex.glsl"
#include "engine/fragments/vary_fragment.glsl"
#include "engine/fragments/draw_fragment.glsl"
#include "engine/fragments/gather.glsl"

void main()
{
    gl_FragColor = vec4(0.0);
}
