// SPDX-License-Identifier: GPL-3.0-or-later
// What of ours is not the same picture at every size, and why.
#pragma once

#include <stddef.h>

// They are at most so far apart, at twice the size and beyond that; 0 is the law's own bound. And
// the reason is shown: of photographs without detail finer than a pixel, and with these parameters,
// the law holds. What holds it with every photograph from 240 to 3,840 pixels may not stand here.
#define FINE "of detail finer than a pixel the mean is not what that detail would become"
#define BETWEEN "reads between pixels, which softens lines as fine as those"
static const struct exception {
    const char *kind, *name;
    double near, far;
    const char *with; // the effect's, a cut's, or those of an arrange's grid; NULL: none
    const char *reason;
} exceptions[] = {
    {"effect", "halftone", 39.0, 40.0, "dots: 12",
     "its dots are smaller than two pixels, and only their tone is left"},
    {"effect", "newsprint", 33.0, 34.0, "dots: 12",
     "its dots are smaller than two pixels, and only their tone is left"},
    {"effect", "dither", 5.0, 5.5, "levels: 32",
     "its dots are pixels, whatever their size, of two tones far apart"},
    {"effect", "crt", 0, 4.0, "depth: 0, mask: none",
     "its lines and mask are as fine as pixels, and beat with them"},
    {"effect", "slit_scan", 5.0, 7.5, "sharpness: 1", "its moments are kept at half the pixels"},
    {"effect", "datamosh", 5.0, 7.0, NULL,
     "where a block finds itself again, its finest detail decides"},
    {"effect", "pixel_sort", 8.0, 11.0, "band: 0.05",
     "its bands are narrower than a pixel, and runs break in each at another place"},
    {"blend", "hue", 3.5, 6.0, NULL,
     "a grey has no hue: that of what is nearly grey is that of its noise"},
    {"cut", "figure", 3.4, 8.0, NULL,
     "whiskers join islands or do not, and scatter throws each by its number"},
    {"arrange", "mosaic", 0, 5.8, NULL,
     "the detail of a few pixels decides which fragment is the most alike"},
    {"arrange", "sheet", 4.0, 6.2, "columns: 6, rows: 4", "its pictures are a few pixels wide"},
    {"arrange", "shuffle", 6.4, 7.5, "columns: 24, rows: 16", "its fragments meet at whole pixels"},
    {"arrange", "sort", 8.6, 10.5, "columns: 24, rows: 16",
     "its fragments meet at whole pixels, and those of nearly one tone change places"},
    {"blend", "difference", 0, 4.0, NULL, FINE},
    {"effect", "posterize", 4.2, 6.0, NULL, FINE},
    {"effect", "threshold", 3.3, 4.6, NULL, FINE},
    {"effect", "edges", 17.0, 21.0, NULL, FINE},
    {"effect", "kuwahara", 0, 4.2, NULL, FINE},
    {"effect", "median", 0, 3.5, NULL, FINE},
    {"effect", "sharpen", 0, 4.6, NULL, FINE},
    {"effect", "frame_difference", 0, 4.4, NULL, FINE},
    {"effect", "circulate", 0, 4.6, NULL, BETWEEN},
    {"effect", "kaleidoscope", 0, 4.8, NULL, BETWEEN},
    {"effect", "repeat", 0, 4.6, NULL, BETWEEN},
    {"effect", "rings", 0, 3.5, NULL, BETWEEN},
    {"effect", "shards", 0, 3.6, NULL, BETWEEN},
    {"effect", "tiles", 0, 3.7, NULL, BETWEEN},
    {"effect", "rotate", 0, 3.5, NULL, BETWEEN},
    {"effect", "scale", 0, 3.6, NULL, BETWEEN},
    {"effect", "misregister", 0, 3.7, NULL, BETWEEN},
    {"effect", "displace", 3.6, 5.0, NULL, BETWEEN},
    {"effect", "weave", 0, 3.6, NULL, BETWEEN},
    {"effect", "feedback", 0, 6.0, NULL, BETWEEN},
    {"effect", "smear", 0, 5.2, NULL, BETWEEN},
    {"effect", "trails", 0, 4.2, NULL, BETWEEN},
    {"effect", "long_exposure", 0, 4.2, NULL, FINE},
    {"transition", "grain_dissolve", 0, 3.8, "count: 40", "its grains are finer than a pixel"},
    {"transition", "zoom_through", 0, 6.2, NULL, BETWEEN},
    {"transition", "glitch_cut", 0, 4.0, NULL, BETWEEN},
    {"arrange", "stack", 0, 4.6, NULL, BETWEEN},
};
