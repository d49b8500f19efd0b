// SPDX-License-Identifier: GPL-3.0-or-later
// Any packet is answered or becomes messages, whose addresses can be matched as patterns.
#include "control/osc_message.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take(void *data, const struct rmx_osc_message *message)
{
    ++*(int *)data;
    if (message->address[0] != '/' || message->count > RMX_OSC_ARGUMENTS)
        abort();
    rmx_osc_matches(message->address, "/remontage/knob/chaos");
    bool is_its_own = rmx_is_osc_address(message->address, strlen(message->address));
    if (is_its_own && !rmx_osc_matches(message->address, message->address))
        abort();
    for (int i = 0; i < message->count; i++)
        if (message->arguments[i].text && strlen(message->arguments[i].text) > RMX_OSC_LARGEST)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int count = 0;
    const char *why = rmx_osc_read(data, size, take, &count);
    if (why && count)
        abort();
    return 0;
}
