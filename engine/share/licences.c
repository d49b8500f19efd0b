// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/licences.h"

#include "share/spdx.h"

#include <string.h>

// Under what a remix may be shared.
enum {
    SA_BY_1 = 1 << 0, // CC BY-SA 1.0: under itself alone; later versions, under later ones
    SA_BY = 1 << 1,
    SA_BY_NC_1 = 1 << 2,
    SA_BY_NC = 1 << 3,
    SA_ART = 1 << 4, // the Free Art License 1.3
    SA_ART_OLD = 1 << 5,
    SA_GPL_2 = 1 << 6,
    SA_GPL_3 = 1 << 7,
    SA_AGPL_3 = 1 << 8,
    SA_GFDL = 1 << 9,
    SA_ODBL = 1 << 10,
};

// --- Creative Commons

enum part {
    BY = 1 << 0,
    NC = 1 << 1,
    ND = 1 << 2,
    SA = 1 << 3,
    ZERO = 1 << 4,
    DOMAIN = 1 << 5,
    MARK = 1 << 6,
    COMMONS = 1 << 7, // names Creative Commons
    END = 1 << 8,     // of an address: what follows is a language
};

// Longer words before those that they begin with. Words without a part mean nothing by themselves.
static const struct {
    const char *word;
    unsigned part;
} words[] = {
    {"creativecommons", COMMONS},
    {"cc", COMMONS},
    {"attribution", BY},
    {"by", BY},
    {"noncommercial", NC},
    {"nc", NC},
    {"noderivatives", ND},
    {"noderivs", ND},
    {"nd", ND},
    {"sharealike", SA},
    {"sa", SA},
    {"zero", ZERO},
    {"publicdomain", DOMAIN},
    {"pdm", DOMAIN | MARK},
    {"mark", MARK},
    {"dedication", 0},
    {"international", 0},
    {"unported", 0},
    {"generic", 0},
    {"universal", 0},
    {"licenses", 0},
    {"license", 0},
    {"licence", 0},
    {"deed", END},
    {"legalcode", END},
    {"https", 0},
    {"http", 0},
    {"www", 0},
    {"org", 0},
    {"the", 0},
    {"version", 0},
    {"v", 0},
};
enum { WORDS = sizeof(words) / sizeof(*words) };

struct commons {
    unsigned parts;
    char version[4]; // "4.0"; "" unsaid
    char place[4];   // of a version made for a country: "de"; "" for all
};

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Letters and digits alone, the letters small; of an address nothing from a '?' or '#' on.
static char *letters_of(struct rmx_arena *arena, const char *said)
{
    char *letters = RMX_NEW(arena, char, strlen(said) + 1), *to = letters;
    for (; *said && *said != '?' && *said != '#'; said++) {
        char c = *said >= 'A' && *said <= 'Z' ? (char)(*said - 'A' + 'a') : *said;
        if (is_letter(c) || is_digit(c))
            *to++ = c;
        else if (!strchr(" -_./:,;()[]\"'", c))
            return letters_of(arena, ""); // other signs are no part of these names
    }
    return letters;
}

static bool read_version(const char **at, struct commons *commons)
{
    static const char *const versions[] = {"10", "20", "21", "25", "30", "40"};
    for (size_t i = 0; i < sizeof(versions) / sizeof(*versions); i++) {
        const char version[] = {versions[i][0], '.', versions[i][1], '\0'};
        if (strncmp(*at, versions[i], 2) != 0 || is_digit((*at)[2]))
            continue;
        if (*commons->version && strcmp(commons->version, version) != 0)
            return false;
        memcpy(commons->version, version, sizeof(version));
        *at += 2;
        return true;
    }
    return false;
}

// The country behind the version, at the end or before the page's name.
static bool read_place(const char **at, struct commons *commons)
{
    const char *page = strstr(*at, "deed");
    if (!page)
        page = strstr(*at, "legalcode");
    size_t length = page ? (size_t)(page - *at) : strlen(*at);
    bool is_place = *commons->version && !*commons->place && is_letter((*at)[0]) &&
                    (length == 2 || (length == 3 && strncmp(*at, "igo", 3) == 0));
    if (is_place)
        memcpy(commons->place, *at, length);
    *at += is_place ? length : 0;
    return is_place;
}

static bool read_word(const char **at, struct commons *commons)
{
    for (int i = 0; i < WORDS; i++) {
        size_t length = strlen(words[i].word);
        if (strncmp(*at, words[i].word, length) != 0)
            continue;
        *at += length;
        commons->parts |= words[i].part;
        if (words[i].part == COMMONS && **at == '0') { // CC0
            commons->parts |= ZERO;
            ++*at;
        }
        return true;
    }
    return false;
}

// Only what is understood to its last letter is one of theirs.
static bool read_commons(struct rmx_arena *arena, const char *said, struct commons *commons)
{
    const char *at = letters_of(arena, said);
    *commons = (struct commons){0};
    if (!*at)
        return false;
    while (*at && !(commons->parts & END))
        if (!(is_digit(*at) ? read_version(&at, commons)
                            : read_word(&at, commons) || read_place(&at, commons)))
            return false;
    unsigned parts = commons->parts;
    if (parts & (ZERO | DOMAIN))
        return !(parts & (BY | NC | ND | SA));
    bool is_named = parts & COMMONS || (parts & BY && *commons->version);
    return is_named && parts & (BY | NC | ND | SA) && !(parts & ND && parts & SA);
}

// --- what they are

static struct rmx_licence public_domain(struct rmx_arena *arena, const struct commons *commons)
{
    bool is_zero = commons->parts & ZERO;
    if (!is_zero && !(commons->parts & MARK))
        return (struct rmx_licence){
            .name = "public domain", .spdx = "", .url = "", .is_known = true, .is_commons = true};
    const char *spdx = rmx_spdx_name(arena, is_zero ? "CC0-1.0" : "CC-PDM-1.0");
    return (struct rmx_licence){
        .is_known = true,
        .is_commons = true,
        .name = is_zero ? "CC0 1.0" : "Public Domain Mark 1.0",
        .spdx = spdx ? spdx : "",
        .url = rmx_arena_printf(arena, "https://creativecommons.org/publicdomain/%s/1.0/",
                                is_zero ? "zero" : "mark"),
    };
}

// "by-nc-sa".
static const char *elements(struct rmx_arena *arena, const struct commons *commons)
{
    unsigned parts = commons->parts;
    const char *text =
        rmx_arena_printf(arena, "%s%s%s%s", parts & BY ? "-by" : "", parts & NC ? "-nc" : "",
                         parts & ND ? "-nd" : "", parts & SA ? "-sa" : "");
    return text + 1;
}

static char *in_capitals(struct rmx_arena *arena, const char *text)
{
    char *capitals = rmx_arena_copy(arena, text);
    for (char *c = capitals; *c; c++)
        if (is_letter(*c))
            *c = (char)(*c - 'a' + 'A');
    return capitals;
}

static unsigned share_alike(const struct commons *commons)
{
    bool is_first = strcmp(commons->version, "1.0") == 0;
    if (!(commons->parts & SA))
        return 0;
    if (commons->parts & NC)
        return is_first ? SA_BY_NC_1 : SA_BY_NC;
    if (strcmp(commons->version, "4.0") == 0)
        return SA_BY | SA_ART | SA_GPL_3; // its list of compatible licences
    return is_first ? SA_BY_1 : SA_BY;
}

static const char *commons_url(struct rmx_arena *arena, const struct commons *commons,
                               const char *code)
{
    if (!*commons->version)
        return "";
    bool is_turned = strcmp(commons->version, "1.0") == 0 && strcmp(code, "by-nc-nd") == 0;
    return rmx_arena_printf(arena, "https://creativecommons.org/licenses/%s/%s/%s%s",
                            is_turned ? "by-nd-nc" : code, commons->version, commons->place,
                            *commons->place ? "/" : "");
}

static struct rmx_licence commons_licence(struct rmx_arena *arena, const struct commons *commons)
{
    const char *code = elements(arena, commons), *version = commons->version;
    const char *place = in_capitals(arena, commons->place);
    const char *spdx =
        rmx_arena_printf(arena, "CC-%s-%s%s%s", code, version, *place ? "-" : "", place);
    spdx = rmx_spdx_name(arena, spdx);
    return (struct rmx_licence){
        .name = rmx_arena_printf(arena, "CC %s%s%s%s%s", in_capitals(arena, code),
                                 *version ? " " : "", version, *place ? " " : "", place),
        .spdx = spdx ? spdx : "",
        .url = commons_url(arena, commons, code),
        .is_known = true,
        .is_commons = true,
        .no_derivatives = commons->parts & ND,
        .non_commercial = commons->parts & NC,
        .share_alike = share_alike(commons),
    };
}

// --- the others

// What names of the list that begin so ask for; the first that fits.
static const struct {
    const char *beginning;
    unsigned share_alike;
    bool non_commercial;
} conditions[] = {
    {"GPL-2.0-or-later", SA_GPL_2 | SA_GPL_3 | SA_AGPL_3, false},
    {"GPL-2.0+", SA_GPL_2 | SA_GPL_3 | SA_AGPL_3, false},
    {"GPL-2.0", SA_GPL_2, false},
    {"GPL-3.0", SA_GPL_3 | SA_AGPL_3, false},
    {"AGPL-3.0", SA_AGPL_3, false},
    {"GFDL-", SA_GFDL, false},
    {"LAL-1.3", SA_ART | SA_BY, false},
    {"LAL-", SA_ART_OLD, false},
    {"ODbL-", SA_ODBL, false},
    {"NCGL-", 0, true},
    {"PolyForm-Noncommercial", 0, true},
};

static struct rmx_licence listed_licence(struct rmx_arena *arena, const char *spdx)
{
    struct rmx_licence licence = {
        .name = spdx,
        .spdx = spdx,
        .url = rmx_arena_printf(arena, "https://spdx.org/licenses/%s.html", spdx),
        .is_known = true,
    };
    for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions); i++) {
        if (strncmp(spdx, conditions[i].beginning, strlen(conditions[i].beginning)) != 0)
            continue;
        licence.share_alike = conditions[i].share_alike;
        licence.non_commercial = conditions[i].non_commercial;
        break;
    }
    return licence;
}

// Without the address of the list around it.
static const char *listed_name(struct rmx_arena *arena, const char *said)
{
    const char *at = strstr(said, "spdx.org/licenses/");
    if (!at)
        return said;
    at += strlen("spdx.org/licenses/");
    const char *end = strstr(at, ".html");
    return rmx_arena_copy_n(arena, at, end ? (size_t)(end - at) : strlen(at));
}

static const char *trimmed(struct rmx_arena *arena, const char *said)
{
    said += strspn(said, " \t\r\n");
    size_t length = strlen(said);
    while (length && strchr(" \t\r\n", said[length - 1]))
        length--;
    return rmx_arena_copy_n(arena, said, length);
}

struct rmx_licence rmx_licence_read(struct rmx_arena *arena, const char *said)
{
    struct commons commons;
    const char *text = trimmed(arena, said);
    if (read_commons(arena, text, &commons))
        return commons.parts & (ZERO | DOMAIN) ? public_domain(arena, &commons)
                                               : commons_licence(arena, &commons);
    const char *spdx = *text ? rmx_spdx_name(arena, listed_name(arena, text)) : NULL;
    if (spdx)
        return listed_licence(arena, spdx);
    bool is_address = strncmp(text, "https://", 8) == 0 || strncmp(text, "http://", 7) == 0;
    return (struct rmx_licence){.name = text, .spdx = "", .url = is_address ? text : ""};
}

bool rmx_licences_go_together(const struct rmx_licence *a, const struct rmx_licence *b)
{
    if (a->share_alike && b->share_alike)
        return (a->share_alike & b->share_alike) != 0;
    bool a_wins = a->share_alike && !a->non_commercial && b->non_commercial;
    bool b_wins = b->share_alike && !b->non_commercial && a->non_commercial;
    return !a_wins && !b_wins;
}
