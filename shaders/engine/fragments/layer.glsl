#include "lib/edge.glsl"
// Where a layer that is placed lies on the canvas: its own frame has the canvas's shape. Both are in
// heights, and RMX_PIXELS are the canvas's pixels in a height of the layer.
#ifdef RMX_PLACED_LAYER
#define RMX_PIXELS (rmx_view.y * length(rmx_layer_at.xy))

// rmx_layer_at: scale times cosine and sine of the angle; where the layer's corner lies. `w` is 1, or
// what p is still to be divided by.
vec2 rmx_placed_at(vec2 p, float w)
{
    vec2 by = rmx_layer_at.xy;
    return vec2(by.x * p.x - by.y * p.y, by.y * p.x + by.x * p.y) + rmx_layer_at.zw * w;
}

// How much of a pixel of the canvas lies on the layer's frame.
float rmx_on_layer(vec2 pixel)
{
    vec2 by = rmx_layer_at.xy, p = pixel / rmx_view.y - rmx_layer_at.zw;
    p = vec2(by.x * p.x + by.y * p.y, by.x * p.y - by.y * p.x) / dot(by, by);
    return edge_coverage(p / vec2(ASPECT, 1.0), 1.0 / (RMX_PIXELS * vec2(ASPECT, 1.0)));
}
#else
#define RMX_PIXELS rmx_view.y
#endif
