// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/svg.h"

#include "media/encode.h"

#include <math.h>
#include <string.h>

void rmx_svg_escape(struct rmx_text *out, const char *text)
{
    struct rmx_text plain = {0};
    rmx_text_add_plain(&plain, text);
    for (const char *c = rmx_text_string(&plain); *c; c++) {
        if (*c == '&')
            rmx_text_add(out, "&amp;");
        else if (*c == '<')
            rmx_text_add(out, "&lt;");
        else if (*c == '>')
            rmx_text_add(out, "&gt;");
        else if (*c == '"')
            rmx_text_add(out, "&quot;");
        else
            rmx_text_add_n(out, c, 1);
    }
    rmx_text_finish(&plain);
}

void rmx_svg_open(struct rmx_text *out, double width, double height, const char *title,
                  uint32_t paper)
{
    width = ceil(width);
    height = ceil(height);
    rmx_text_printf(out,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"%.0f\" height=\"%.0f\" "
                    "viewBox=\"0 0 %.0f %.0f\" font-family=\"Inter, 'Helvetica Neue', Helvetica, "
                    "Arial, 'DejaVu Sans', sans-serif\">\n<title>",
                    width, height, width, height);
    rmx_svg_escape(out, title);
    rmx_text_add(out, "</title>\n");
    rmx_svg_box(out, 0, 0, width, height, paper);
}

void rmx_svg_close(struct rmx_text *out)
{
    rmx_text_add(out, "</svg>\n");
}

void rmx_svg_text(struct rmx_text *out, const struct rmx_svg_text *how, const char *text)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    rmx_text_printf(out, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%g\" fill=\"#%06x\"", how->x,
                    how->y, how->size, how->colour);
    if (how->weight && how->weight != 400)
        rmx_text_printf(out, " font-weight=\"%d\"", how->weight);
    if (how->anchor != RMX_SVG_START)
        rmx_text_printf(out, " text-anchor=\"%s\"", anchors[how->anchor]);
    if (how->angle < -0.05 || how->angle > 0.05)
        rmx_text_printf(out, " transform=\"rotate(%.1f %.1f %.1f)\"", how->angle, how->x, how->y);
    rmx_text_add(out, ">");
    rmx_svg_escape(out, text);
    rmx_text_add(out, "</text>\n");
}

void rmx_svg_box(struct rmx_text *out, double x, double y, double width, double height,
                 uint32_t colour)
{
    rmx_text_printf(out,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#%06x\"/>\n",
                    x, y, width, height, colour);
}

// RFC 4648, chapter 4.
static void add_base64(struct rmx_text *out, const unsigned char *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        unsigned second = i + 1 < length ? bytes[i + 1] : 0u;
        unsigned third = i + 2 < length ? bytes[i + 2] : 0u;
        unsigned word = (unsigned)bytes[i] << 16 | second << 8 | third;
        const char four[4] = {digits[word >> 18], digits[word >> 12 & 63],
                              i + 1 < length ? digits[word >> 6 & 63] : '=',
                              i + 2 < length ? digits[word & 63] : '='};
        rmx_text_add_n(out, four, 4);
    }
}

// The mean of each `by` x `by` pixels, in the arena.
static struct rmx_picture reduce(struct rmx_arena *arena, const struct rmx_picture *picture, int by)
{
    struct rmx_picture small = *picture;
    const unsigned char *from = picture->pixels;
    small.width /= by;
    small.height /= by;
    size_t stride = (size_t)picture->width * 4, area = (size_t)by * (size_t)by;
    unsigned char *to = rmx_arena_alloc(arena, (size_t)small.width * (size_t)small.height * 4);
    small.pixels = to;
    for (int y = 0; y < small.height; y++)
        for (int x = 0; x < small.width * 4; x++, to++) {
            size_t sum = area / 2, column = (size_t)(x / 4 * by * 4 + x % 4);
            for (size_t k = 0; k < area; k++)
                sum += from[((size_t)(y * by) + k / (size_t)by) * stride + column +
                            k % (size_t)by * 4];
            *to = (unsigned char)(sum / area);
        }
    return small;
}

static unsigned char *encode(const struct rmx_picture *picture, size_t *length)
{
    const struct rmx_encode_params params = {.format = RMX_ENCODE_PNG,
                                             .channel = RMX_ENCODE_8,
                                             .width = picture->width,
                                             .height = picture->height,
                                             .pixels = picture->pixels,
                                             .alpha = picture->alpha,
                                             .compress = 2};
    return rmx_encode_memory(&params, length, NULL, 0);
}

bool rmx_svg_picture(struct rmx_text *out, double x, double y, double width, double height,
                     const struct rmx_picture *picture)
{
    enum { SHARPNESS = 2 }; // pixels for one of the drawing's
    int by = (int)(picture->width / (SHARPNESS * width));
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_picture small =
        by > 1 && by <= picture->height ? reduce(arena, picture, by) : *picture;
    size_t length;
    unsigned char *bytes = encode(&small, &length);
    rmx_arena_destroy(arena);
    if (!bytes)
        return false;
    rmx_text_printf(out,
                    "<image x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
                    "preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,",
                    x, y, width, height);
    add_base64(out, bytes, length);
    rmx_text_add(out, "\"/>\n");
    rmx_encode_free(bytes);
    return true;
}

// Of Inter, by character, in thousandths of the size.
static int character_width(unsigned char c)
{
    if (strchr("iljI.,:;'|!", c))
        return 300;
    if (strchr("frt()[]/ -", c))
        return 400;
    if (strchr("mwMW@%", c))
        return 920;
    if (c >= 'A' && c <= 'Z')
        return 720;
    return 620;
}

double rmx_svg_width(const char *text, double size)
{
    int sum = 0;
    for (const char *c = text; *c; c++)
        if (((unsigned char)*c & 0xC0) != 0x80) // the first byte of a code point
            sum += (unsigned char)*c < 0x80 ? character_width((unsigned char)*c) : 1000;
    return sum * size / 1000;
}

const char *rmx_svg_fit(struct rmx_arena *arena, const char *text, double size, double width)
{
    if (rmx_svg_width(text, size) <= width)
        return text;
    char *start = rmx_arena_copy(arena, text);
    size_t length = strlen(start);
    while (length > 0 && rmx_svg_width(start, size) + size > width) {
        do
            length--;
        while (length > 0 && ((unsigned char)start[length] & 0xC0) == 0x80);
        start[length] = '\0';
    }
    return rmx_arena_printf(arena, "%s…", start);
}
