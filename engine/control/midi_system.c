// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/midi_system.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char ours[] = "remontage";

const char rmx_midi_no_library[] = "neither librtmidi nor libjack can be loaded";
const struct rmx_midi_system *const rmx_midi_systems[RMX_MIDI_SYSTEMS] = {&rmx_midi_alsa,
                                                                          &rmx_midi_jack};

bool rmx_midi_systems_create(void *made[RMX_MIDI_SYSTEMS], void (*changed)(void *data), void *data)
{
    bool is_any = false;
    for (int i = 0; i < RMX_MIDI_SYSTEMS; i++) {
        made[i] = rmx_midi_systems[i]->create(changed, data);
        is_any |= made[i] != NULL;
    }
    return is_any;
}

void rmx_midi_systems_destroy(void *made[RMX_MIDI_SYSTEMS])
{
    for (int i = 0; i < RMX_MIDI_SYSTEMS; i++)
        if (made[i])
            rmx_midi_systems[i]->destroy(made[i]);
}

// ALSA's "Launchpad:Launchpad MIDI 1 20:0" ends with numbers that change.
static size_t without_numbers(const char *port)
{
    size_t length = strlen(port), at = length;
    while (at > 0 && isdigit((unsigned char)port[at - 1]))
        at--;
    if (at == length || at == 0 || port[at - 1] != ':')
        return length;
    size_t colon = --at;
    while (at > 0 && isdigit((unsigned char)port[at - 1]))
        at--;
    return at < colon && at > 0 && port[at - 1] == ' ' ? at - 1 : length;
}

// "(capture_0)", "(playback)", "[20]", "capture_" and "playback_", which bridges from ALSA to JACK
// put into names; 0: none stands here.
static size_t bridge_bytes(const char *at)
{
    static const char *const words[] = {"capture", "playback"};
    for (int i = 0; i < 2; i++) {
        size_t length = strlen(words[i]);
        if (*at == '(' && strncmp(at + 1, words[i], length) == 0 && strchr(at, ')'))
            return (size_t)(strchr(at, ')') + 1 - at);
        if (strncmp(at, words[i], length) == 0 && at[length] == '_')
            return length + 1;
    }
    size_t digits = *at == '[' ? strspn(at + 1, "0123456789") : 0;
    return digits && at[1 + digits] == ']' ? digits + 2 : 0;
}

// "in", "out", "input", "output", a word by itself in a port's name: which way it goes, not whose
// it is. 0: none stands here.
static size_t way_bytes(const char *at)
{
    static const char *const words[] = {"input", "output", "in", "out"};
    if (isalnum((unsigned char)at[-1]))
        return 0;
    for (int i = 0; i < 4; i++) {
        size_t length = strlen(words[i]);
        if (strncasecmp(at, words[i], length) == 0 && !isalpha((unsigned char)at[length]))
            return length;
    }
    return 0;
}

// With the one of "_" and "-" that bound it to what is before it, else behind it.
static size_t skip_way(struct rmx_text *name, const char *at, const char *client_end)
{
    size_t skipped = client_end && at > client_end ? way_bytes(at) : 0;
    if (!skipped || !name->length)
        return skipped;
    char before = name->data[name->length - 1];
    if (before == '_' || before == '-')
        name->length--;
    else if (at[skipped] == '_' || at[skipped] == '-')
        skipped++;
    return skipped;
}

void rmx_midi_device_name(struct rmx_text *out, const char *port)
{
    const char *end = port + without_numbers(port), *client_end = strchr(port, ':');
    bool has_way = false;
    struct rmx_text name = {0};
    while (port < end) {
        size_t skipped = bridge_bytes(port), way = skipped ? 0 : skip_way(&name, port, client_end);
        has_way |= way > 0;
        skipped += way;
        if (!skipped && !(*port == ' ' && (!name.length || name.data[name.length - 1] == ' ')))
            rmx_text_add_n(&name, port, 1);
        port += skipped ? skipped : 1;
    }
    while (name.length && name.data[name.length - 1] == ' ')
        name.length--;
    if (has_way && name.length > 1 && name.data[name.length - 1] == ':')
        name.length--;
    rmx_text_add_plain_n(out, name.data ? name.data : "", name.length);
    rmx_text_finish(&name);
}

// JACK numbers the further ones: "remontage-01".
bool rmx_midi_port_is_ours(const char *port)
{
    size_t length = strlen(ours);
    if (strncmp(port, ours, length) != 0)
        return false;
    if (port[length] == '-')
        length += 1 + strspn(port + length + 1, "0123456789");
    return port[length] == ':';
}

bool rmx_midi_port_is_bridged(const char *port)
{
    static const char *const bridges[] = {"a2j:", "Midi-Bridge:"};
    for (int i = 0; i < 2; i++)
        if (strncmp(port, bridges[i], strlen(bridges[i])) == 0)
            return true;
    return false;
}

bool rmx_midi_port_echoes(const char *port)
{
    return strstr(port, "Midi Through") != NULL;
}
