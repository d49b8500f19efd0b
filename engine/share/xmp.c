// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/xmp.h"

#include "base/file.h"
#include "base/text.h"

#include <exempi/xmp.h>
#include <exempi/xmpconsts.h>
#include <pthread.h>
#include <string.h>

static const char media_management[] = "http://ns.adobe.com/xap/1.0/mm/";
static const char resource_reference[] = "http://ns.adobe.com/xap/1.0/sType/ResourceRef#";

static bool is_ready;

static void start(void)
{
    is_ready = xmp_init() && xmp_register_namespace(RMX_XMP_NAMESPACE, "remontage", NULL) &&
               xmp_register_namespace(media_management, "xmpMM", NULL) &&
               xmp_register_namespace(resource_reference, "stRef", NULL);
}

// As XML takes it.
static const char *clean(struct rmx_arena *arena, const char *text)
{
    struct rmx_text plain = {0};
    rmx_text_add_plain(&plain, text);
    const char *copy = rmx_arena_copy(arena, rmx_text_string(&plain));
    rmx_text_finish(&plain);
    return copy;
}

static bool is_credited_before(const struct rmx_ingredients *owed, int index)
{
    for (int i = 0; i < index; i++)
        if (strcmp(owed->items[i].credit, owed->items[index].credit) == 0)
            return true;
    return false;
}

static void add_creators(struct rmx_arena *arena, XmpPtr xmp, const struct rmx_ingredients *owed)
{
    for (int i = 0; i < owed->count; i++)
        if (*owed->items[i].credit && !is_credited_before(owed, i))
            xmp_append_array_item(xmp, NS_DC, "creator", XMP_PROP_ARRAY_IS_ORDERED,
                                  clean(arena, owed->items[i].credit), 0);
}

static void add_part(struct rmx_text *out, const char *before, const char *part)
{
    if (*part)
        rmx_text_printf(out, "%s%s", before, part);
}

static bool is_owed(const struct rmx_ingredient *one)
{
    return *one->credit || *one->licence || *one->url;
}

// "plant: Karl Blossfeldt, 1928, CC0 1.0, https://...; crowd: ..."
static void add_rights(struct rmx_arena *arena, XmpPtr xmp, const struct rmx_ingredients *owed)
{
    struct rmx_text text = {0};
    for (int i = 0; i < owed->count; i++) {
        const struct rmx_ingredient *one = &owed->items[i];
        if (!is_owed(one))
            continue;
        rmx_text_printf(&text, "%s%s", text.length ? "; " : "", one->name);
        add_part(&text, ": ", one->credit);
        add_part(&text, *one->credit ? ", " : ": ", one->licence);
        add_part(&text, *one->credit || *one->licence ? ", " : ": ", one->url);
    }
    if (text.length)
        xmp_set_localized_text(xmp, NS_DC, "rights", "", "x-default",
                               clean(arena, rmx_text_string(&text)), 0);
    rmx_text_finish(&text);
}

struct field {
    const char *schema, *name, *value;
};

static void add_ingredient(struct rmx_arena *arena, XmpPtr xmp, int number,
                           const struct rmx_ingredient *one)
{
    const struct field fields[] = {
        {resource_reference, "stRef:filePath", rmx_path_file(one->path)},
        {resource_reference, "stRef:documentID",
         *one->hash ? rmx_arena_printf(arena, "sha256:%s", one->hash) : ""},
        {RMX_XMP_NAMESPACE, "remontage:name", one->name},
        {RMX_XMP_NAMESPACE, "remontage:share", rmx_arena_printf(arena, "%.6f", one->share)},
        {RMX_XMP_NAMESPACE, "remontage:credit", one->credit},
        {RMX_XMP_NAMESPACE, "remontage:licence", one->licence},
        {RMX_XMP_NAMESPACE, "remontage:url", one->url},
    };
    xmp_append_array_item(xmp, media_management, "Ingredients", XMP_PROP_VALUE_IS_ARRAY, NULL,
                          XMP_PROP_VALUE_IS_STRUCT);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (*fields[i].value)
            xmp_set_property(xmp, media_management,
                             rmx_arena_printf(arena, "Ingredients[%d]/%s", number, fields[i].name),
                             clean(arena, fields[i].value), 0);
}

// With the first `count` ingredients. NULL where the library fails.
static const char *serialize(struct rmx_arena *arena, const struct rmx_xmp_params *params,
                             int count)
{
    const char *packet = NULL;
    XmpPtr xmp = xmp_new_empty();
    XmpStringPtr text = xmp_string_new();
    add_creators(arena, xmp, params->owed);
    add_rights(arena, xmp, params->owed);
    for (int i = 0; i < count; i++)
        add_ingredient(arena, xmp, i + 1, &params->measured->items[i]);
    if (xmp_serialize(xmp, text, XMP_SERIAL_READONLYPACKET | XMP_SERIAL_USECOMPACTFORMAT, 0))
        packet = rmx_arena_copy(arena, xmp_string_cstr(text));
    xmp_string_free(text);
    xmp_free(xmp);
    return packet;
}

static bool says_something(const struct rmx_xmp_params *params)
{
    for (int i = 0; i < params->owed->count; i++)
        if (is_owed(&params->owed->items[i]))
            return true;
    return params->measured && params->measured->count;
}

// As many ingredients as there is room for, by what one takes on average, then one by one.
struct rmx_xmp rmx_xmp_packet(struct rmx_arena *arena, const struct rmx_xmp_params *params)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct rmx_xmp xmp = {0};
    if (!says_something(params))
        return xmp;
    pthread_once(&once, start);
    int count = params->measured ? params->measured->count : 0, all = count;
    xmp.packet = is_ready ? serialize(arena, params, count) : NULL;
    while (xmp.packet && params->most_bytes && strlen(xmp.packet) > params->most_bytes) {
        size_t fit = (size_t)count * params->most_bytes / strlen(xmp.packet);
        if (!count)
            return (struct rmx_xmp){.left_out = all};
        count = (int)fit < count ? (int)fit : count - 1;
        xmp.packet = serialize(arena, params, count);
    }
    xmp.left_out = all - count;
    return xmp;
}
