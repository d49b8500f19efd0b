// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/osc_later.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECOND (UINT64_C(1) << 32)

enum { LONGEST_MS = 3600 * 1000 };

uint64_t rmx_osc_now(void)
{
    const uint64_t from_1900_to_1970_s = 2208988800u;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t fraction = ((uint64_t)now.tv_nsec << 32) / 1000000000u;
    return ((uint64_t)now.tv_sec + from_1900_to_1970_s) * SECOND + fraction;
}

double rmx_osc_due_ms(uint64_t tag, uint64_t now, double now_ms)
{
    double until = tag > now ? (double)(tag - now) : -(double)(now - tag);
    return now_ms + until / (double)SECOND * 1000;
}

// Those that are due at the same time stay in their order.
bool rmx_osc_later_add(struct rmx_osc_later *later, const struct rmx_osc_delivery *delivery,
                       double now_ms)
{
    if (later->count == RMX_OSC_LATER || delivery->due_ms > now_ms + LONGEST_MS)
        return false;
    struct rmx_osc_delivery *kept = malloc(sizeof(*kept));
    if (!kept)
        abort();
    *kept = *delivery;
    int at = later->count++;
    for (; at > 0 && later->waiting[at - 1]->due_ms > kept->due_ms; at--)
        later->waiting[at] = later->waiting[at - 1];
    later->waiting[at] = kept;
    return true;
}

struct rmx_osc_delivery *rmx_osc_later_take(struct rmx_osc_later *later, double now_ms)
{
    if (!later->count || later->waiting[0]->due_ms > now_ms)
        return NULL;
    struct rmx_osc_delivery *first = later->waiting[0];
    later->count--;
    memmove(later->waiting, later->waiting + 1, sizeof(*later->waiting) * (size_t)later->count);
    return first;
}

int rmx_osc_later_wait_ms(const struct rmx_osc_later *later, double now_ms)
{
    return later->count ? (int)ceil(fmax(later->waiting[0]->due_ms - now_ms, 0)) : -1;
}

void rmx_osc_later_finish(struct rmx_osc_later *later)
{
    for (int i = 0; i < later->count; i++)
        free(later->waiting[i]);
    later->count = 0;
}
