// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/osc_message.h"

#include <math.h>
#include <string.h>

typedef void take_message(void *data, const struct rmx_osc_message *message);

// What of a packet was not read yet. Every number in a packet is big-endian, every part of it a
// multiple of four bytes long.
struct rest {
    const unsigned char *bytes;
    size_t size;
};

static uint32_t read_32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static uint64_t read_64(const unsigned char *bytes)
{
    return (uint64_t)read_32(bytes) << 32 | read_32(bytes + 4);
}

static bool skip(struct rest *rest, size_t size)
{
    if (size > rest->size)
        return false;
    rest->bytes += size;
    rest->size -= size;
    return true;
}

// A text with its closing zero and what fills it up; NULL: it does not end.
static const char *read_text(struct rest *rest)
{
    const char *text = (const char *)rest->bytes;
    const char *end = rest->size ? memchr(text, 0, rest->size) : NULL;
    size_t padded = end ? ((size_t)(end - text) / 4 + 1) * 4 : 0;
    return end && skip(rest, padded) ? text : NULL;
}

static bool read_blob(struct rest *rest)
{
    if (rest->size < 4)
        return false;
    size_t length = read_32(rest->bytes);
    return length <= rest->size && skip(rest, 4 + (length + 3) / 4 * 4);
}

static double as_float(uint32_t bits)
{
    float number;
    memcpy(&number, &bits, sizeof(number));
    return (double)number;
}

static double as_double(uint64_t bits)
{
    double number;
    memcpy(&number, &bits, sizeof(number));
    return number;
}

// The number of an argument that has room in the packet.
static double number_of(char type, const unsigned char *bytes)
{
    switch (type) {
    case 'i': return (double)(int32_t)read_32(bytes);
    case 'f': return as_float(read_32(bytes));
    case 'h': return (double)(int64_t)read_64(bytes);
    case 'd': return as_double(read_64(bytes));
    case 'T':
    case 'I': return 1;
    case 'F': return 0;
    default: return NAN;
    }
}

// Bytes of an argument that has a fixed size; -1: it has none.
static int size_of(char type)
{
    if (strchr("ifcrm", type))
        return 4;
    if (strchr("hdt", type))
        return 8;
    return strchr("TFNI[]", type) ? 0 : -1;
}

static const char *read_argument(struct rest *rest, char type, struct rmx_osc_argument *argument)
{
    static const char short_of_bytes[] = "an argument has not all its bytes";
    *argument = (struct rmx_osc_argument){.type = type, .number = NAN};
    if (type == 's' || type == 'S') {
        argument->text = read_text(rest);
        return argument->text ? NULL : "a text in it does not end";
    }
    if (type == 'b')
        return read_blob(rest) ? NULL : short_of_bytes;
    int size = size_of(type);
    if (size < 0)
        return "it has an argument of an unknown type";
    const unsigned char *bytes = rest->bytes;
    if (!skip(rest, (size_t)size))
        return short_of_bytes;
    argument->number = number_of(type, bytes);
    return NULL;
}

// Old senders leave the type tags out where there are no arguments.
static const char *read_message(struct rest rest, uint64_t due, take_message *take, void *data)
{
    struct rmx_osc_message message = {.address = read_text(&rest), .due = due};
    const char *types = rest.size ? read_text(&rest) : ",";
    if (!message.address || message.address[0] != '/')
        return "it has no address";
    if (!types || types[0] != ',')
        return "it does not say the types of its arguments";
    for (const char *type = types + 1; *type; type++) {
        struct rmx_osc_argument argument;
        const char *why = read_argument(&rest, *type, &argument);
        if (why)
            return why;
        if (message.count < RMX_OSC_ARGUMENTS)
            message.arguments[message.count++] = argument;
    }
    if (rest.size)
        return "bytes are left behind its arguments";
    if (take)
        take(data, &message);
    return NULL;
}

static bool is_bundle(struct rest rest)
{
    return rest.size >= 8 && memcmp(rest.bytes, "#bundle", 8) == 0;
}

static const char *read_element(struct rest rest, uint64_t due, int depth, take_message *take,
                                void *data);

// What is within a bundle is due no earlier than the bundle.
static const char *read_bundle(struct rest rest, uint64_t due, int depth, take_message *take,
                               void *data)
{
    if (depth == RMX_OSC_DEEPEST)
        return "bundles lie too deep in one another";
    if (rest.size < 16)
        return "a bundle has no time tag";
    uint64_t own = read_64(rest.bytes + 8);
    skip(&rest, 16);
    while (rest.size) {
        size_t size = rest.size >= 4 ? read_32(rest.bytes) : 0;
        if (size == 0 || size % 4 || size > rest.size - 4)
            return "a bundle's part has a wrong size";
        skip(&rest, 4);
        const char *why = read_element((struct rest){rest.bytes, size}, own > due ? own : due,
                                       depth + 1, take, data);
        if (why)
            return why;
        skip(&rest, size);
    }
    return NULL;
}

static const char *read_element(struct rest rest, uint64_t due, int depth, take_message *take,
                                void *data)
{
    return is_bundle(rest) ? read_bundle(rest, due, depth, take, data)
                           : read_message(rest, due, take, data);
}

const char *rmx_osc_read(const void *packet, size_t size, take_message *take, void *data)
{
    const struct rest whole = {packet, size};
    if (size == 0)
        return "it is empty";
    if (size > RMX_OSC_LARGEST || size % 4)
        return "no packet has that size";
    const char *why = read_element(whole, RMX_OSC_AT_ONCE, 0, NULL, NULL);
    return why ? why : read_element(whole, RMX_OSC_AT_ONCE, 0, take, data);
}

double rmx_osc_number(const struct rmx_osc_message *message, int index, double otherwise)
{
    double number = index < message->count ? message->arguments[index].number : NAN;
    return isnan(number) ? otherwise : number;
}

// The address and a type, with room for `more` bytes; where that begins. 0: they do not fit. A zero
// may be written where a part ends: it is part of the padding.
static size_t write_head(unsigned char *out, size_t size, const char *address, const char *type,
                         size_t more)
{
    size_t padded = (strlen(address) / 4 + 1) * 4;
    if (padded + 4 + more > size)
        return 0;
    memset(out, 0, padded + 4 + more);
    memcpy(out, address, strlen(address));
    memcpy(out + padded, type, 2);
    return padded + 4;
}

size_t rmx_osc_write(void *bytes, size_t size, const char *address, double number)
{
    float narrow = (float)number;
    uint32_t bits;
    unsigned char *out = bytes;
    size_t head = write_head(out, size, address, ",f", 4);
    memcpy(&bits, &narrow, sizeof(bits));
    for (size_t i = 0; head && i < 4; i++)
        out[head + i] = (unsigned char)(bits >> (24 - 8 * i));
    return head ? head + 4 : 0;
}

size_t rmx_osc_write_truth(void *bytes, size_t size, const char *address, bool is_true)
{
    return write_head(bytes, size, address, is_true ? ",T" : ",F", 0);
}
