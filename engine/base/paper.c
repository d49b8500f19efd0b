// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/paper.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *name;
    double mm;
} units[] = {{"mm", 1}, {"cm", 10}, {"in", 25.4}, {"inch", 25.4}, {"inches", 25.4}};

// "60x40cm", "594 x 420 mm", "24x36in".
static bool read_lengths(const char *text, double mm[2])
{
    char *end;
    mm[0] = strtod(text, &end);
    end += strspn(end, " ");
    size_t sign = strncmp(end, "\u00D7", 2) == 0 ? 2 : (*end == 'x' || *end == 'X') ? 1 : 0;
    const char *second = end + sign;
    mm[1] = strtod(second, &end);
    end += strspn(end, " ");
    for (size_t i = 0; sign && i < sizeof(units) / sizeof(*units); i++)
        if (strcasecmp(end, units[i].name) == 0) {
            mm[0] *= units[i].mm;
            mm[1] *= units[i].mm;
            return true;
        }
    return false;
}

// "A2", "a4 landscape": each half of the one before, 841 x 1189 mm at first.
static bool read_name(const char *text, double mm[2])
{
    if ((text[0] != 'A' && text[0] != 'a') || text[1] < '0' || text[1] > '8')
        return false;
    const char *rest = text + 2 + strspn(text + 2, " ");
    bool lies = strcasecmp(rest, "landscape") == 0;
    if (*rest && !lies && strcasecmp(rest, "portrait") != 0)
        return false;
    double side[2] = {841, 1189};
    for (int i = text[1] - '0'; i > 0; i--) {
        double half = floor(side[1] / 2);
        side[1] = side[0];
        side[0] = half;
    }
    mm[lies] = side[0];
    mm[!lies] = side[1];
    return true;
}

bool rmx_paper_read(const char *text, double mm[2])
{
    return read_name(text, mm) || read_lengths(text, mm);
}

long rmx_paper_pixels(double mm, double dpi)
{
    return lround(fmin(fmax(mm / 25.4 * dpi, 0), 1e9));
}
