// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contact_sheet.h"

#include "media/label.h"
#include "write/still.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 8, LABEL = 22, PAPER = 236, GREY = 128 };

struct rmx_sheet {
    int cell_width, cell_height, across, added, count;
    int width, height;
    unsigned char *pixels;
};

struct rmx_sheet *rmx_sheet_create(int count, int width, int height)
{
    struct rmx_sheet *sheet = calloc(1, sizeof(*sheet));
    if (!sheet)
        return NULL;
    int across = (int)ceil(sqrt(count));
    *sheet =
        (struct rmx_sheet){.cell_width = width,
                           .cell_height = height,
                           .across = across,
                           .count = count,
                           .width = across * (width + GAP) + GAP,
                           .height = (count + across - 1) / across * (height + LABEL + GAP) + GAP};
    size_t bytes = (size_t)sheet->width * (size_t)sheet->height * 4;
    sheet->pixels = malloc(bytes);
    if (!sheet->pixels) {
        free(sheet);
        return NULL;
    }
    memset(sheet->pixels, PAPER, bytes);
    for (size_t i = 3; i < bytes; i += 4)
        sheet->pixels[i] = 255;
    return sheet;
}

void rmx_sheet_destroy(struct rmx_sheet *sheet)
{
    if (sheet)
        free(sheet->pixels);
    free(sheet);
}

// The sheet's rows count from the top here, those in memory from the bottom.
static unsigned char *pixel_at(const struct rmx_sheet *sheet, int x, int y)
{
    return sheet->pixels + ((size_t)(sheet->height - 1 - y) * (size_t)sheet->width + (size_t)x) * 4;
}

static void put(unsigned char *to, int color, int share)
{
    *to = (unsigned char)((*to * (255 - share) + color * share) / 255);
}

static void put_picture(struct rmx_sheet *sheet, int left, int top, const unsigned char *pixels)
{
    for (int y = 0; y < sheet->cell_height; y++)
        for (int x = 0; x < sheet->cell_width; x++, pixels += 4) {
            unsigned char *to = pixel_at(sheet, left + x, top + sheet->cell_height - 1 - y);
            memset(to, GREY, 3);
            for (int c = 0; c < 3; c++)
                put(to + c, pixels[c], pixels[3]);
        }
}

static void put_name(struct rmx_sheet *sheet, int left, int top, const char *name)
{
    struct rmx_label label;
    if (!rmx_label_make(name, 14, &label))
        return;
    for (int y = 0; y < label.height && y < LABEL - 3; y++)
        for (int x = 0; x < label.width && x < sheet->cell_width; x++)
            for (int c = 0; c < 3; c++)
                put(pixel_at(sheet, left + x, top + y + 3) + c, 30,
                    label.cover[y * label.width + x]);
    rmx_label_finish(&label);
}

void rmx_sheet_add(struct rmx_sheet *sheet, const char *name, const unsigned char *pixels)
{
    if (sheet->added == sheet->count)
        return;
    int left = GAP + sheet->added % sheet->across * (sheet->cell_width + GAP);
    int top = GAP + sheet->added / sheet->across * (sheet->cell_height + LABEL + GAP);
    sheet->added++;
    put_picture(sheet, left, top, pixels);
    put_name(sheet, left, top + sheet->cell_height, name);
}

bool rmx_sheet_write(const struct rmx_sheet *sheet, const char *path, char *why, size_t why_size)
{
    const struct rmx_picture picture = {sheet->width, sheet->height, RMX_PIXELS_RGBA8,
                                        sheet->pixels, false};
    const struct rmx_still_params params = {.compress = 1};
    return rmx_still_write(path, &picture, &params, why, why_size);
}
