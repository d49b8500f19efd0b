// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/c2pa.h"

#include "base/file.h"
#include "base/json.h"

#include <stdio.h>
#include <string.h>

#define SOURCE_TYPES "http://cv.iptc.org/newscodes/digitalsourcetype/"

// By the file's ending: c2patool wants a type, and does not open the file.
static const char *media_type(const char *path)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
        {".jpg", "image/jpeg"},  {".jpeg", "image/jpeg"},       {".png", "image/png"},
        {".webp", "image/webp"}, {".tif", "image/tiff"},        {".tiff", "image/tiff"},
        {".gif", "image/gif"},   {".avif", "image/avif"},       {".heic", "image/heic"},
        {".heif", "image/heif"}, {".svg", "image/svg+xml"},     {".jxl", "image/jxl"},
        {".jp2", "image/jp2"},   {".yaml", "application/yaml"}, {".yml", "application/yaml"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (rmx_has_suffix(path, types[i].ending))
            return types[i].type;
    return "application/octet-stream";
}

enum { ID_BYTES = 48 };

// A UUID of version 8 (RFC 9562, 5.8) from the file's hash and, since a content may be placed under
// two names, the ingredient's number.
static void instance_id(const struct rmx_ingredient *one, int index, char id[ID_BYTES])
{
    static const char unread[] = "00000000000000000000000000000000";
    const char *hash = strlen(one->hash) >= 32 ? one->hash : unread;
    snprintf(id, ID_BYTES, "xmp.iid:%.8s-%.4s-8%.3s-8%.3s-%.8s%04x", hash, hash + 8, hash + 13,
             hash + 17, hash + 20, (unsigned)(index + 1) & 0xffff);
}

static void add_generator(struct rmx_json *json, const char *version)
{
    rmx_json_open(json, "claim_generator_info", '[');
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "name", "remontage");
    rmx_json_text(json, "version", version);
    rmx_json_close(json, '}');
    rmx_json_close(json, ']');
}

static void add_ingredients(struct rmx_json *json, const struct rmx_ingredients *all)
{
    char id[ID_BYTES];
    rmx_json_open(json, "ingredients", '[');
    for (int i = 0; i < all->count; i++) {
        const struct rmx_ingredient *one = &all->items[i];
        instance_id(one, i, id);
        rmx_json_open(json, NULL, '{');
        rmx_json_text(json, "title", rmx_path_file(one->path));
        rmx_json_text(json, "format", media_type(one->path));
        rmx_json_text(json, "instance_id", id);
        rmx_json_text(json, "relationship", "componentOf");
        if (*one->hash)
            rmx_json_text(json, "hash", one->hash);
        rmx_json_close(json, '}');
    }
    rmx_json_close(json, ']');
}

static void add_created(struct rmx_json *json, bool has_ingredients)
{
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "action", "c2pa.created");
    rmx_json_text(json, "digitalSourceType",
                  has_ingredients ? SOURCE_TYPES "composite" : SOURCE_TYPES "algorithmicMedia");
    rmx_json_close(json, '}');
}

static void add_placed(struct rmx_json *json, const struct rmx_ingredient *one, int index)
{
    char id[ID_BYTES];
    instance_id(one, index, id);
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "action", "c2pa.placed");
    rmx_json_open(json, "parameters", '{');
    rmx_json_open_flat(json, "ingredientIds");
    rmx_json_text(json, NULL, id);
    rmx_json_close(json, ']');
    rmx_json_text(json, "remontage.name", one->name);
    rmx_json_number(json, "remontage.share", one->share);
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
}

static void add_actions(struct rmx_json *json, const struct rmx_ingredients *all)
{
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "label", "c2pa.actions");
    rmx_json_open(json, "data", '{');
    rmx_json_open(json, "actions", '[');
    add_created(json, all->count > 0);
    for (int i = 0; i < all->count; i++)
        add_placed(json, &all->items[i], i);
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
}

static void add_source(struct rmx_json *json, const struct rmx_ingredient *one)
{
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "name", one->name);
    rmx_json_text(json, "file", rmx_path_file(one->path));
    rmx_json_text(json, "sha256", one->hash);
    rmx_json_number(json, "share", one->share);
    rmx_json_text(json, "credit", one->credit);
    rmx_json_text(json, "licence", one->licence);
    rmx_json_text(json, "url", one->url);
    rmx_json_close(json, '}');
}

static void add_ledger(struct rmx_json *json, const struct rmx_ingredients *all)
{
    rmx_json_open(json, NULL, '{');
    rmx_json_text(json, "label", "remontage.ledger");
    rmx_json_open(json, "data", '{');
    rmx_json_open(json, "sources", '[');
    for (int i = 0; i < all->count; i++)
        add_source(json, &all->items[i]);
    rmx_json_close(json, ']');
    rmx_json_close(json, '}');
    rmx_json_close(json, '}');
}

void rmx_c2pa_manifest(struct rmx_text *out, const struct rmx_c2pa_params *params)
{
    struct rmx_json json = {.out = out};
    char generator[64];
    snprintf(generator, sizeof generator, "remontage/%s", params->version);
    rmx_json_open(&json, NULL, '{');
    rmx_json_text(&json, "claim_generator", generator);
    add_generator(&json, params->version);
    rmx_json_text(&json, "title", params->title);
    rmx_json_text(&json, "format", params->format);
    add_ingredients(&json, params->ingredients);
    rmx_json_open(&json, "assertions", '[');
    add_actions(&json, params->ingredients);
    if (params->ingredients->count)
        add_ledger(&json, params->ingredients);
    rmx_json_close(&json, ']');
    rmx_json_close(&json, '}');
    rmx_text_add(out, "\n");
}
