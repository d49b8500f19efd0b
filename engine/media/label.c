// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/label.h"

#include "base/log.h"
#include "base/text.h"
#include "media/image.h"
#include "media/vips.h"

#include <stdlib.h>
#include <string.h>

enum { PANGO_UNITS = 1024 };

static const char *const weights[] = {
    [RMX_WEIGHT_REGULAR] = "normal",
    [RMX_WEIGHT_MEDIUM] = "500",
    [RMX_WEIGHT_STRONG] = "600",
};

// The whole text in one span, where the style wants more than a font description says.
static void write_markup(const char *text, const struct rmx_label_style *style,
                         struct rmx_text *out)
{
    struct rmx_text whole = {0};
    rmx_text_add_utf8(&whole, text);
    char *plain = g_markup_escape_text(rmx_text_string(&whole), -1);
    rmx_text_printf(out, "<span weight=\"%s\" letter_spacing=\"%d\"%s>%s</span>",
                    weights[style->weight], (int)(style->tracking_px * PANGO_UNITS),
                    style->tabular ? " font_features=\"tnum\"" : "", plain);
    g_free(plain);
    rmx_text_finish(&whole);
}

static bool take_ink(VipsImage *image, struct rmx_label *label)
{
    size_t bytes = 0;
    label->width = image->Xsize;
    label->height = image->Ysize;
    label->left = image->Xoffset;
    label->top = image->Yoffset;
    label->cover = rmx_vips.image_write_to_memory(image, &bytes);
    return label->cover != NULL;
}

// libvips sets no text that leaves no ink.
static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\n")] == '\0';
}

bool rmx_label_set(const char *text, const struct rmx_label_style *style, struct rmx_label *label)
{
    struct rmx_text markup = {0}, font = {0};
    VipsImage *image = NULL;
    *label = (struct rmx_label){0};
    if (is_blank(text))
        return true;
    if (!rmx_media_start())
        return false;
    write_markup(text, style, &markup);
    // At 72 dots an inch a point is a pixel.
    rmx_text_printf(&font, "%s %.2f", style->family ? style->family : "Inter,DejaVu Sans,Sans",
                    style->size_px);
    bool is_set =
        (style->width_px > 0
             ? rmx_vips.text(&image, rmx_text_string(&markup), "font", rmx_text_string(&font),
                             "dpi", 72, "width", style->width_px, NULL)
             : rmx_vips.text(&image, rmx_text_string(&markup), "font", rmx_text_string(&font),
                             "dpi", 72, NULL)) == 0 &&
        take_ink(image, label);
    if (image)
        g_object_unref(image);
    if (!is_set) {
        rmx_log(RMX_LOG_INFO, "the text '%s' cannot be set: %s", text, rmx_vips.error_buffer());
        rmx_vips.error_clear();
    }
    rmx_text_finish(&markup);
    rmx_text_finish(&font);
    return is_set;
}

bool rmx_label_make(const char *text, int size_px, struct rmx_label *label)
{
    const struct rmx_label_style style = {.size_px = size_px, .family = "Sans"};
    return rmx_label_set(text, &style, label);
}

void rmx_label_finish(struct rmx_label *label)
{
    g_free(label->cover);
    *label = (struct rmx_label){0};
}
