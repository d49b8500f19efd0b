// SPDX-License-Identifier: GPL-3.0-or-later
// Licences: what spellings mean, what is kept as it was said, and what goes together.
#include "share/licences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DEED "https://creativecommons.org/licenses/"
#define DOMAIN "https://creativecommons.org/publicdomain/"

// `asks`: n NonCommercial, d NoDerivatives, s ShareAlike.
static const struct {
    const char *said, *name, *spdx, *url, *asks;
} known[] = {
    {"CC BY 4.0", "CC BY 4.0", "CC-BY-4.0", DEED "by/4.0/", ""},
    {"cc-by-4.0", "CC BY 4.0", "CC-BY-4.0", DEED "by/4.0/", ""},
    {"CC_BY_4.0", "CC BY 4.0", "CC-BY-4.0", DEED "by/4.0/", ""},
    {"  CC BY 4.0\n", "CC BY 4.0", "CC-BY-4.0", DEED "by/4.0/", ""},
    {"BY 4.0", "CC BY 4.0", "CC-BY-4.0", DEED "by/4.0/", ""},
    {"CC BY", "CC BY", "", "", ""},
    {"CC BY-SA 4.0", "CC BY-SA 4.0", "CC-BY-SA-4.0", DEED "by-sa/4.0/", "s"},
    {"CC BY-NC 2.5", "CC BY-NC 2.5", "CC-BY-NC-2.5", DEED "by-nc/2.5/", "n"},
    {"CC BY-ND 3.0", "CC BY-ND 3.0", "CC-BY-ND-3.0", DEED "by-nd/3.0/", "d"},
    {"CC BY-NC-SA 2.0", "CC BY-NC-SA 2.0", "CC-BY-NC-SA-2.0", DEED "by-nc-sa/2.0/", "ns"},
    {"CC BY-NC-ND 4.0", "CC BY-NC-ND 4.0", "CC-BY-NC-ND-4.0", DEED "by-nc-nd/4.0/", "nd"},
    {"CC BY-ND-NC 1.0", "CC BY-NC-ND 1.0", "CC-BY-NC-ND-1.0", DEED "by-nd-nc/1.0/", "nd"},
    {"CC SA 1.0", "CC SA 1.0", "CC-SA-1.0", DEED "sa/1.0/", "s"},
    {"CC BY-SA 3.0 DE", "CC BY-SA 3.0 DE", "CC-BY-SA-3.0-DE", DEED "by-sa/3.0/de/", "s"},
    {"CC BY 3.0 IGO", "CC BY 3.0 IGO", "CC-BY-3.0-IGO", DEED "by/3.0/igo/", ""},
    {"CC BY-SA 3.0 CZ", "CC BY-SA 3.0 CZ", "", DEED "by-sa/3.0/cz/", "s"},
    {"Creative Commons Attribution-ShareAlike 4.0 International", "CC BY-SA 4.0", "CC-BY-SA-4.0",
     DEED "by-sa/4.0/", "s"},
    {"Creative Commons Attribution-NonCommercial-NoDerivs 3.0 Unported (CC BY-NC-ND 3.0)",
     "CC BY-NC-ND 3.0", "CC-BY-NC-ND-3.0", DEED "by-nc-nd/3.0/", "nd"},
    {"creative commons attribution non-commercial share alike 4.0 licence", "CC BY-NC-SA 4.0",
     "CC-BY-NC-SA-4.0", DEED "by-nc-sa/4.0/", "ns"},
    {"https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0", "CC-BY-SA-4.0",
     DEED "by-sa/4.0/", "s"},
    {"http://www.creativecommons.org/licenses/by-nc/3.0/at/deed.de", "CC BY-NC 3.0 AT", "",
     DEED "by-nc/3.0/at/", "n"},
    {"https://creativecommons.org/licenses/by/4.0/?ref=chooser-v1", "CC BY 4.0", "CC-BY-4.0",
     DEED "by/4.0/", ""},
    {"https://creativecommons.org/licenses/by-nd/4.0/legalcode.pt", "CC BY-ND 4.0", "CC-BY-ND-4.0",
     DEED "by-nd/4.0/", "d"},
    {"CC0", "CC0 1.0", "CC0-1.0", DOMAIN "zero/1.0/", ""},
    {"cc0-1.0", "CC0 1.0", "CC0-1.0", DOMAIN "zero/1.0/", ""},
    {"Creative Commons Zero v1.0 Universal", "CC0 1.0", "CC0-1.0", DOMAIN "zero/1.0/", ""},
    {"CC0 1.0 Universal (CC0 1.0) Public Domain Dedication", "CC0 1.0", "CC0-1.0",
     DOMAIN "zero/1.0/", ""},
    {"https://creativecommons.org/publicdomain/zero/1.0/deed.en", "CC0 1.0", "CC0-1.0",
     DOMAIN "zero/1.0/", ""},
    {"CC PDM 1.0", "Public Domain Mark 1.0", "CC-PDM-1.0", DOMAIN "mark/1.0/", ""},
    {"Public Domain Mark", "Public Domain Mark 1.0", "CC-PDM-1.0", DOMAIN "mark/1.0/", ""},
    {"https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0", "CC-PDM-1.0",
     DOMAIN "mark/1.0/", ""},
    {"public domain", "public domain", "", "", ""},
    {"Public-Domain", "public domain", "", "", ""},
    {"mit", "MIT", "MIT", "https://spdx.org/licenses/MIT.html", ""},
    {"Apache 2.0", "Apache-2.0", "Apache-2.0", "https://spdx.org/licenses/Apache-2.0.html", ""},
    {"https://spdx.org/licenses/OFL-1.1.html", "OFL-1.1", "OFL-1.1",
     "https://spdx.org/licenses/OFL-1.1.html", ""},
    {"0BSD", "0BSD", "0BSD", "https://spdx.org/licenses/0BSD.html", ""},
    {"zlib-acknowledgement", "zlib-acknowledgement", "zlib-acknowledgement",
     "https://spdx.org/licenses/zlib-acknowledgement.html", ""},
    {"GPL-3.0-or-later", "GPL-3.0-or-later", "GPL-3.0-or-later",
     "https://spdx.org/licenses/GPL-3.0-or-later.html", "s"},
    {"gfdl 1.2", "GFDL-1.2", "GFDL-1.2", "https://spdx.org/licenses/GFDL-1.2.html", "s"},
    {"PolyForm-Noncommercial-1.0.0", "PolyForm-Noncommercial-1.0.0", "PolyForm-Noncommercial-1.0.0",
     "https://spdx.org/licenses/PolyForm-Noncommercial-1.0.0.html", "n"},
};

static const char *asks(const struct rmx_licence *licence)
{
    static char text[4];
    snprintf(text, sizeof(text), "%s%s%s", licence->non_commercial ? "n" : "",
             licence->no_derivatives ? "d" : "", licence->share_alike ? "s" : "");
    return text;
}

static void test_a_spelling_means_a_licence(void **state)
{
    struct rmx_arena *arena = rmx_arena_create();
    bool good = true;
    (void)state;
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
        struct rmx_licence licence = rmx_licence_read(arena, known[i].said);
        if (licence.is_known && strcmp(licence.name, known[i].name) == 0 &&
            strcmp(licence.spdx, known[i].spdx) == 0 && strcmp(licence.url, known[i].url) == 0 &&
            strcmp(asks(&licence), known[i].asks) == 0)
            continue;
        print_error("'%s' is %s'%s', SPDX '%s', %s, asks '%s'\n", known[i].said,
                    licence.is_known ? "" : "not known: ", licence.name, licence.spdx, licence.url,
                    asks(&licence));
        good = false;
    }
    rmx_arena_destroy(arena);
    assert_true(good);
}

static const struct {
    const char *law, *said;
} kept[] = {
    {"nothing said", ""},
    {"any words", "© Ida Kar, all rights reserved"},
    {"a name with more words", "CC BY 4.0, but ask me first"},
    {"a licence that is no longer than its beginning", "CC"},
    {"what contradicts itself", "CC BY-ND-SA 4.0"},
    {"two versions", "CC BY 3.0 and CC BY 4.0"},
    {"a version that never was", "CC BY 7.0"},
    {"a longer number", "CC BY 4.01"},
    {"the opposite of NonCommercial", "CC BY commercial 4.0"},
    {"attribution alone", "Attribution"},
    {"zero with conditions", "CC0 BY 1.0"},
    {"a name of the list with a letter missing", "Apache-2."},
    {"two names of the list", "MIT Apache-2.0"},
    {"a letter of another script", "CС BY 4.0"}, // the second one is Cyrillic
    {"bytes that are no text", "CC BY\xff 4.0"},
};

static void test_what_is_not_known_is_kept(void **state)
{
    struct rmx_arena *arena = rmx_arena_create();
    bool good = true;
    (void)state;
    for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++) {
        struct rmx_licence licence = rmx_licence_read(arena, kept[i].said);
        if (!licence.is_known && strcmp(licence.name, kept[i].said) == 0 && !*licence.spdx &&
            !*licence.url && !*asks(&licence))
            continue;
        print_error("%s: '%s' became '%s'\n", kept[i].law, kept[i].said, licence.name);
        good = false;
    }
    struct rmx_licence address = rmx_licence_read(arena, "https://unsplash.com/license");
    assert_false(address.is_known);
    assert_string_equal(address.url, "https://unsplash.com/license");
    rmx_arena_destroy(arena);
    assert_true(good);
}

static const struct {
    const char *law, *one, *other;
    bool together;
} pairs[] = {
    {"no conditions", "CC0", "CC BY 4.0", true},
    {"ShareAlike and none", "CC BY-SA 4.0", "CC BY 4.0", true},
    {"the same twice", "CC BY-SA 3.0", "CC BY-SA 3.0", true},
    {"a later version is allowed", "CC BY-SA 2.0", "CC BY-SA 4.0", true},
    {"so is another country's", "CC BY-SA 3.0 DE", "CC BY-SA 3.0 AT", true},
    {"but 1.0 knows no later one", "CC BY-SA 1.0", "CC BY-SA 4.0", false},
    {"ShareAlike of two kinds", "CC BY-SA 4.0", "CC BY-NC-SA 4.0", false},
    {"and documents", "CC BY-SA 4.0", "GFDL-1.3", false},
    {"the Free Art License is compatible", "CC BY-SA 4.0", "LAL-1.3", true},
    {"with 4.0 alone: earlier ones only among themselves", "CC BY-SA 4.0", "LAL-1.2", false},
    {"the GPL takes 4.0", "CC BY-SA 4.0", "GPL-3.0-only", true},
    {"but not 3.0", "CC BY-SA 3.0", "GPL-3.0-only", false},
    {"nor the second GPL", "CC BY-SA 4.0", "GPL-2.0-only", false},
    {"unless a later one", "CC BY-SA 4.0", "GPL-2.0-or-later", true},
    {"NonCommercial under its own ShareAlike", "CC BY-NC 4.0", "CC BY-NC-SA 4.0", true},
    {"not under one that allows trade", "CC BY-NC 4.0", "CC BY-SA 4.0", false},
    {"NonCommercial and free", "CC BY-NC 4.0", "CC BY 4.0", true},
    {"what is not known asks for nothing", "ask me", "CC BY-SA 4.0", true},
};

static void test_what_goes_together(void **state)
{
    struct rmx_arena *arena = rmx_arena_create();
    bool good = true;
    (void)state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
        struct rmx_licence one = rmx_licence_read(arena, pairs[i].one);
        struct rmx_licence other = rmx_licence_read(arena, pairs[i].other);
        if (rmx_licences_go_together(&one, &other) == pairs[i].together &&
            rmx_licences_go_together(&other, &one) == pairs[i].together)
            continue;
        print_error("%s: '%s' and '%s'\n", pairs[i].law, pairs[i].one, pairs[i].other);
        good = false;
    }
    rmx_arena_destroy(arena);
    assert_true(good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_spelling_means_a_licence),
        cmocka_unit_test(test_what_is_not_known_is_kept),
        cmocka_unit_test(test_what_goes_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
