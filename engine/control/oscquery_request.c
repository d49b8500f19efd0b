// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/oscquery_request.h"

#include <arpa/inet.h>
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool read_verb(const cJSON *json, enum rmx_oscquery_verb *verb)
{
    if (!cJSON_IsString(json))
        return false;
    *verb = strcmp(json->valuestring, "IGNORE") == 0 ? RMX_OSCQUERY_IGNORE : RMX_OSCQUERY_LISTEN;
    return *verb == RMX_OSCQUERY_IGNORE || strcmp(json->valuestring, "LISTEN") == 0;
}

static bool read_path(const cJSON *json, char path[RMX_OSCQUERY_PATH])
{
    if (!cJSON_IsString(json) || json->valuestring[0] != '/')
        return false;
    return snprintf(path, RMX_OSCQUERY_PATH, "%s", json->valuestring) < RMX_OSCQUERY_PATH;
}

// Deeply nested: cJSON refuses what is nested more than a thousand times.
bool rmx_oscquery_read_command(const char *text, size_t size, struct rmx_oscquery_command *command)
{
    *command = (struct rmx_oscquery_command){0};
    cJSON *json = size <= RMX_OSCQUERY_COMMAND ? cJSON_ParseWithLength(text, size) : NULL;
    bool is_one = read_verb(cJSON_GetObjectItemCaseSensitive(json, "COMMAND"), &command->verb) &&
                  read_path(cJSON_GetObjectItemCaseSensitive(json, "DATA"), command->path);
    cJSON_Delete(json);
    return is_one;
}

// Without its port and brackets. False: it is no host at all.
static bool strip(const char *host, char name[256], bool *is_bracketed)
{
    *is_bracketed = host[0] == '[';
    const char *end = *is_bracketed ? strchr(host, ']') : host + strcspn(host, ":");
    const char *start = host + *is_bracketed;
    if (!end || end == start || end - start >= 256)
        return false;
    const char *rest = end + *is_bracketed;
    memcpy(name, start, (size_t)(end - start));
    name[end - start] = '\0';
    return !*rest || (*rest == ':' && strspn(rest + 1, "0123456789") == strlen(rest + 1));
}

static bool is_number(const char *name, bool is_bracketed)
{
    struct in6_addr address;
    return inet_pton(is_bracketed ? AF_INET6 : AF_INET, name, &address) == 1;
}

// "altair", "altair.local", "altair-2.local": where two have the name, mDNS counts them.
static bool is_machine(const char *name, const char *machine)
{
    size_t length = strcspn(machine, ".");
    if (!*machine || strcasecmp(name, machine) == 0)
        return *machine;
    if (!length || strncasecmp(name, machine, length) != 0)
        return false;
    const char *rest = name + length;
    if (*rest == '-' && strspn(rest + 1, "0123456789"))
        rest += 1 + strspn(rest + 1, "0123456789");
    else if (!*rest)
        return true;
    return strcasecmp(rest, ".local") == 0;
}

bool rmx_oscquery_is_own_host(const char *host, const char *machine)
{
    char name[256];
    bool is_bracketed;
    if (!strip(host, name, &is_bracketed))
        return false;
    if (is_bracketed || is_number(name, false))
        return is_number(name, is_bracketed);
    size_t length = strlen(name);
    if (name[length - 1] == '.') // as names may end
        name[length - 1] = '\0';
    return strcasecmp(name, "localhost") == 0 || is_machine(name, machine);
}

bool rmx_oscquery_is_own_origin(const char *origin, const char *host)
{
    static const char *const schemes[] = {"http://", "https://"};
    if (!*origin)
        return true;
    for (int i = 0; i < 2; i++) {
        size_t length = strlen(schemes[i]);
        if (strncasecmp(origin, schemes[i], length) == 0)
            return strcasecmp(origin + length, host) == 0;
    }
    return false;
}
