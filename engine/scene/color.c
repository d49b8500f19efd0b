// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/scene_parts.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

// The named colours of CSS Color Module Level 4, section 6.1, and `transparent`; as 0xRRGGBBAA.
// clang-format off
static const struct {
    const char *name;
    unsigned rgba;
} css_colors[] = {
    {"aliceblue", 0xF0F8FFFF}, {"antiquewhite", 0xFAEBD7FF}, {"aqua", 0x00FFFFFF},
    {"aquamarine", 0x7FFFD4FF}, {"azure", 0xF0FFFFFF}, {"beige", 0xF5F5DCFF},
    {"bisque", 0xFFE4C4FF}, {"black", 0x000000FF}, {"blanchedalmond", 0xFFEBCDFF},
    {"blue", 0x0000FFFF}, {"blueviolet", 0x8A2BE2FF}, {"brown", 0xA52A2AFF},
    {"burlywood", 0xDEB887FF}, {"cadetblue", 0x5F9EA0FF}, {"chartreuse", 0x7FFF00FF},
    {"chocolate", 0xD2691EFF}, {"coral", 0xFF7F50FF}, {"cornflowerblue", 0x6495EDFF},
    {"cornsilk", 0xFFF8DCFF}, {"crimson", 0xDC143CFF}, {"cyan", 0x00FFFFFF},
    {"darkblue", 0x00008BFF}, {"darkcyan", 0x008B8BFF}, {"darkgoldenrod", 0xB8860BFF},
    {"darkgray", 0xA9A9A9FF}, {"darkgreen", 0x006400FF}, {"darkgrey", 0xA9A9A9FF},
    {"darkkhaki", 0xBDB76BFF}, {"darkmagenta", 0x8B008BFF}, {"darkolivegreen", 0x556B2FFF},
    {"darkorange", 0xFF8C00FF}, {"darkorchid", 0x9932CCFF}, {"darkred", 0x8B0000FF},
    {"darksalmon", 0xE9967AFF}, {"darkseagreen", 0x8FBC8FFF}, {"darkslateblue", 0x483D8BFF},
    {"darkslategray", 0x2F4F4FFF}, {"darkslategrey", 0x2F4F4FFF}, {"darkturquoise", 0x00CED1FF},
    {"darkviolet", 0x9400D3FF}, {"deeppink", 0xFF1493FF}, {"deepskyblue", 0x00BFFFFF},
    {"dimgray", 0x696969FF}, {"dimgrey", 0x696969FF}, {"dodgerblue", 0x1E90FFFF},
    {"firebrick", 0xB22222FF}, {"floralwhite", 0xFFFAF0FF}, {"forestgreen", 0x228B22FF},
    {"fuchsia", 0xFF00FFFF}, {"gainsboro", 0xDCDCDCFF}, {"ghostwhite", 0xF8F8FFFF},
    {"gold", 0xFFD700FF}, {"goldenrod", 0xDAA520FF}, {"gray", 0x808080FF}, {"green", 0x008000FF},
    {"greenyellow", 0xADFF2FFF}, {"grey", 0x808080FF}, {"honeydew", 0xF0FFF0FF},
    {"hotpink", 0xFF69B4FF}, {"indianred", 0xCD5C5CFF}, {"indigo", 0x4B0082FF},
    {"ivory", 0xFFFFF0FF}, {"khaki", 0xF0E68CFF}, {"lavender", 0xE6E6FAFF},
    {"lavenderblush", 0xFFF0F5FF}, {"lawngreen", 0x7CFC00FF}, {"lemonchiffon", 0xFFFACDFF},
    {"lightblue", 0xADD8E6FF}, {"lightcoral", 0xF08080FF}, {"lightcyan", 0xE0FFFFFF},
    {"lightgoldenrodyellow", 0xFAFAD2FF}, {"lightgray", 0xD3D3D3FF}, {"lightgreen", 0x90EE90FF},
    {"lightgrey", 0xD3D3D3FF}, {"lightpink", 0xFFB6C1FF}, {"lightsalmon", 0xFFA07AFF},
    {"lightseagreen", 0x20B2AAFF}, {"lightskyblue", 0x87CEFAFF}, {"lightslategray", 0x778899FF},
    {"lightslategrey", 0x778899FF}, {"lightsteelblue", 0xB0C4DEFF}, {"lightyellow", 0xFFFFE0FF},
    {"lime", 0x00FF00FF}, {"limegreen", 0x32CD32FF}, {"linen", 0xFAF0E6FF},
    {"magenta", 0xFF00FFFF}, {"maroon", 0x800000FF}, {"mediumaquamarine", 0x66CDAAFF},
    {"mediumblue", 0x0000CDFF}, {"mediumorchid", 0xBA55D3FF}, {"mediumpurple", 0x9370DBFF},
    {"mediumseagreen", 0x3CB371FF}, {"mediumslateblue", 0x7B68EEFF},
    {"mediumspringgreen", 0x00FA9AFF}, {"mediumturquoise", 0x48D1CCFF},
    {"mediumvioletred", 0xC71585FF}, {"midnightblue", 0x191970FF}, {"mintcream", 0xF5FFFAFF},
    {"mistyrose", 0xFFE4E1FF}, {"moccasin", 0xFFE4B5FF}, {"navajowhite", 0xFFDEADFF},
    {"navy", 0x000080FF}, {"oldlace", 0xFDF5E6FF}, {"olive", 0x808000FF},
    {"olivedrab", 0x6B8E23FF}, {"orange", 0xFFA500FF}, {"orangered", 0xFF4500FF},
    {"orchid", 0xDA70D6FF}, {"palegoldenrod", 0xEEE8AAFF}, {"palegreen", 0x98FB98FF},
    {"paleturquoise", 0xAFEEEEFF}, {"palevioletred", 0xDB7093FF}, {"papayawhip", 0xFFEFD5FF},
    {"peachpuff", 0xFFDAB9FF}, {"peru", 0xCD853FFF}, {"pink", 0xFFC0CBFF}, {"plum", 0xDDA0DDFF},
    {"powderblue", 0xB0E0E6FF}, {"purple", 0x800080FF}, {"rebeccapurple", 0x663399FF},
    {"red", 0xFF0000FF}, {"rosybrown", 0xBC8F8FFF}, {"royalblue", 0x4169E1FF},
    {"saddlebrown", 0x8B4513FF}, {"salmon", 0xFA8072FF}, {"sandybrown", 0xF4A460FF},
    {"seagreen", 0x2E8B57FF}, {"seashell", 0xFFF5EEFF}, {"sienna", 0xA0522DFF},
    {"silver", 0xC0C0C0FF}, {"skyblue", 0x87CEEBFF}, {"slateblue", 0x6A5ACDFF},
    {"slategray", 0x708090FF}, {"slategrey", 0x708090FF}, {"snow", 0xFFFAFAFF},
    {"springgreen", 0x00FF7FFF}, {"steelblue", 0x4682B4FF}, {"tan", 0xD2B48CFF},
    {"teal", 0x008080FF}, {"thistle", 0xD8BFD8FF}, {"tomato", 0xFF6347FF},
    {"transparent", 0x00000000}, {"turquoise", 0x40E0D0FF}, {"violet", 0xEE82EEFF},
    {"wheat", 0xF5DEB3FF}, {"white", 0xFFFFFFFF}, {"whitesmoke", 0xF5F5F5FF},
    {"yellow", 0xFFFF00FF}, {"yellowgreen", 0x9ACD32FF},
};
// clang-format on

const char *const *rmx_css_names(struct rmx_arena *arena, int *count)
{
    const char **names = RMX_NEW(arena, const char *, COUNT(css_colors));
    for (int i = 0; i < COUNT(css_colors); i++)
        names[i] = css_colors[i].name;
    *count = COUNT(css_colors);
    return names;
}

static void unpack(unsigned rgba, double channels[4])
{
    for (int i = 0; i < 4; i++)
        channels[i] = (rgba >> (24 - 8 * i) & 0xFF) / 255.0;
}

static bool is_hex(const char *text)
{
    size_t length = strspn(text, "0123456789abcdefABCDEF");
    return text[length] == '\0' && (length == 3 || length == 4 || length == 6 || length == 8);
}

// The digits of "#rgb", "#rgba", "#rrggbb" or "#rrggbbaa".
static unsigned hex_rgba(const char *digits)
{
    size_t length = strlen(digits);
    bool is_short = length < 6;
    unsigned rgba = 0;
    for (const char *c = digits; *c; c++) {
        unsigned digit = (unsigned)(isdigit((unsigned char)*c) ? *c - '0' : (*c | 32) - 'a' + 10);
        rgba = rgba << 4 | digit;
        if (is_short)
            rgba = rgba << 4 | digit;
    }
    return length == 3 || length == 6 ? rgba << 8 | 0xFFu : rgba;
}

static const char forms[] = "write a CSS name, \"#rrggbb\" in quotes, \"rgb(255, 0, 0)\", or [r, "
                            "g, b] with numbers from 0 to 1";

static void report_color(struct rmx_checker *checker, const struct rmx_node *node)
{
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "unknown-color",
                                             "'%s' is no colour", node->text);
    int count;
    const char *const *names = rmx_css_names(checker->arena, &count);
    rmx_error_suggest(checker->errors, error, node->text, names, count, forms);
    const char *digits = node->text + (strncasecmp(node->text, "0x", 2) == 0 ? 2 : 0);
    if (is_hex(digits))
        error->hint = rmx_arena_printf(checker->arena, "write \"#%s\", in quotes", digits);
}

// One number of rgb() and hsl(), and what ends it; `whole`: what 100 % is.
static bool read_part(const char **at, double whole, double *part)
{
    char *end;
    *at += strspn(*at, " ,/");
    *part = strtod(*at, &end);
    if (end == *at)
        return false;
    if (*end == '%')
        *part *= whole / 100;
    *at = end + (*end == '%') + (strncmp(end, "deg", 3) == 0 ? 3 : 0);
    return true;
}

// CSS Color Module Level 4, section 7.1.
static double hsl_channel(double hue, double saturation, double lightness, double n)
{
    double k = fmod(n + hue / 30, 12);
    double a = saturation * fmin(lightness, 1 - lightness);
    return lightness - a * fmax(-1, fmin(fmin(k - 3, 9 - k), 1));
}

static void set_hsl(double hue, double saturation, double lightness, double rgb[3])
{
    hue = fmod(fmod(hue, 360) + 360, 360);
    for (int i = 0; i < 3; i++)
        rgb[i] = hsl_channel(hue, saturation / 100, lightness / 100, i == 0 ? 0 : i == 1 ? 8 : 4);
}

// "rgb(255, 0, 0)", "rgb(255 0 0 / 50%)", "hsla(20, 50%, 50%, 0.5)", as CSS has them.
static bool read_call(const char *text, double rgba[4])
{
    bool is_hsl = strncasecmp(text, "hsl", 3) == 0;
    if (!is_hsl && strncasecmp(text, "rgb", 3) != 0)
        return false;
    const char *at = text + 3 + (text[3] == 'a' || text[3] == 'A');
    const double whole[3] = {is_hsl ? 360 : 255, is_hsl ? 100 : 255, is_hsl ? 100 : 255};
    if (*at++ != '(')
        return false;
    for (int i = 0; i < 3; i++)
        if (!read_part(&at, whole[i], &rgba[i]))
            return false;
    rgba[3] = 1;
    if (*at != ')' && !read_part(&at, 1, &rgba[3]))
        return false;
    if (strcmp(at + strspn(at, " "), ")") != 0)
        return false;
    if (is_hsl)
        set_hsl(rgba[0], rgba[1], rgba[2], rgba);
    for (int i = 0; i < 4; i++)
        rgba[i] = fmin(fmax(is_hsl || i == 3 ? rgba[i] : rgba[i] / 255, 0), 1);
    return true;
}

bool rmx_color_read(const char *text, double rgba[4])
{
    if (text[0] == '#' && is_hex(text + 1)) {
        unpack(hex_rgba(text + 1), rgba);
        return true;
    }
    for (int i = 0; i < COUNT(css_colors); i++)
        if (strcasecmp(text, css_colors[i].name) == 0) {
            unpack(css_colors[i].rgba, rgba);
            return true;
        }
    return read_call(text, rgba);
}

static bool check_word(struct rmx_checker *checker, const struct rmx_node *node,
                       struct rmx_value *value)
{
    if (node->broken)
        return false;
    *value = (struct rmx_value){.count = 4, .span = node->span};
    if (rmx_color_read(node->text, value->constant))
        return true;
    report_color(checker, node);
    return false;
}

// A '#' inside […] swallows the rest of the list; the syntax error says so. Here all parts are
// there.
bool rmx_check_color(struct rmx_checker *checker, const struct rmx_node *node,
                     const struct rmx_number_rule rules[4], struct rmx_value *value)
{
    if (node->kind == RMX_NODE_SCALAR)
        return check_word(checker, node, value);
    if (node->kind != RMX_NODE_LIST || node->count < 3 || node->count > 4) {
        struct rmx_error *error = rmx_check_wrong(checker, node, "a colour");
        if (error && !error->hint)
            error->hint = forms;
        return false;
    }
    *value = (struct rmx_value){.constant = {0, 0, 0, 1}};
    bool good = true;
    for (int i = 0; i < node->count; i++)
        good &= rmx_check_number(checker, node->items[i], &rules[i], value, i);
    value->count = 4;
    value->span = node->span;
    return good;
}
