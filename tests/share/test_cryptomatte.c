// SPDX-License-Identifier: GPL-3.0-or-later
// A ledger's EXR is read back by a decoder of Cryptomatte that shares nothing with the writer, and
// by OpenImageIO's tools where they are installed.
#include "share/cryptomatte.h"

#include <cJSON.h>
#include <dirent.h>
#include <math.h>
#include <openexr.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { WIDTH = 37, HEIGHT = 21, PIXELS = WIDTH * HEIGHT, MOST_CHANNELS = 20 };

static char folder[] = "/tmp/rmx_cryptomatte_XXXXXX";
static char path[256];

static const char *in_folder(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

// The vectors of the specification (1.1, "Metadata") are bits of floats; the others are of the
// published hash.
static const struct {
    const char *law, *name;
    uint32_t hash, bits;
} hashes[] = {
    {"nothing", "", 0, 0x00800000},
    {"one byte behind the words", "bunny", 0x13851a76, 0x13851a76},
    {"three bytes behind the words", "default", 0x42c9679f, 0x42c9679f},
    {"the specification's material", "bunny_porcelain_mat", 0xb24b26d4, 0xb24b26d4},
    {"one word", "test", 0xba6bd213, 0xba6bd213},
    {"one byte alone", "a", 0x3c2569b2, 0x3c2569b2},
    {"a word and a byte", "Hello", 0x12da77c8, 0x12da77c8},
    {"a sentence", "The quick brown fox jumps over the lazy dog", 0x2e4ff723, 0x2e4ff723},
};

static void names_hash_as_published(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
        uint32_t hash = rmx_cryptomatte_hash(hashes[i].name), bits;
        float id = rmx_cryptomatte_id(hashes[i].name);
        memcpy(&bits, &id, sizeof bits);
        if (hash != hashes[i].hash || bits != hashes[i].bits)
            fail_msg("%s: hash %08x, bits %08x", hashes[i].law, hash, bits);
    }
}

// Some of so many names have an exponent that no pixel may hold.
static void an_id_is_always_a_normal_number(void **state)
{
    (void)state;
    int least = 0, most = 0;
    for (int i = 0; i < 20000; i++) {
        char name[32];
        snprintf(name, sizeof name, "source %d", i);
        uint32_t hash = rmx_cryptomatte_hash(name), bits;
        float id = rmx_cryptomatte_id(name);
        memcpy(&bits, &id, sizeof bits);
        if (!isnormal(id) || ((bits ^ hash) & 0x807fffff))
            fail_msg("%s: hash %08x, bits %08x", name, hash, bits);
        least += (hash >> 23 & 255) == 0;
        most += (hash >> 23 & 255) == 255;
    }
    assert_true(least > 0 && most > 0);
}

enum { PLANT, CROWD, QUOTED, INNER, TWIN, BACKGROUND, EFFECTS, HOLDERS };
static struct rmx_holder items[HOLDERS] = {
    [PLANT] = {.kind = RMX_HOLDER_SOURCE, .name = "plant"},
    [CROWD] = {.kind = RMX_HOLDER_SOURCE, .name = "Menschenmenge, größer"},
    [QUOTED] = {.kind = RMX_HOLDER_SOURCE, .name = "a \"quoted\\path\"\n.jpg"},
    [INNER] = {.kind = RMX_HOLDER_SOURCE, .name = "evening/plant"},
    [TWIN] = {.kind = RMX_HOLDER_GENERATOR, .name = "plant"},
    [BACKGROUND] = {.kind = RMX_HOLDER_BACKGROUND, .name = "background"},
    [EFFECTS] = {.kind = RMX_HOLDER_EFFECTS, .name = "effects"},
};
static const struct rmx_holders holders = {items, HOLDERS};

// Left of the diagonal the plant alone; right of it all six ranks; the bottom row is nobody's; one
// pixel is not a number.
static struct rmx_matte make_matte(void)
{
    static int ranks[PIXELS * RMX_MATTE_RANKS];
    static float coverage[PIXELS * RMX_MATTE_RANKS];
    static const float parts[RMX_MATTE_RANKS] = {0.4f, 0.25f, 0.15f, 0.1f, 0.06f, 0.04f};
    static const int order[RMX_MATTE_RANKS] = {CROWD, QUOTED, INNER, TWIN, BACKGROUND, EFFECTS};
    for (int i = 0; i < PIXELS; i++)
        for (int rank = 0; rank < RMX_MATTE_RANKS; rank++) {
            int x = i % WIDTH, y = i / WIDTH, at = i * RMX_MATTE_RANKS + rank;
            bool alone = x < y, nobody = y == 0;
            ranks[at] = nobody || (alone && rank) ? -1 : alone ? PLANT : order[rank];
            coverage[at] = nobody ? 0 : alone ? rank == 0 : parts[rank];
        }
    coverage[(5 * WIDTH + 30) * RMX_MATTE_RANKS] = NAN;
    return (struct rmx_matte){WIDTH, HEIGHT, ranks, coverage};
}

// A file read whole: channels in the file's order, rows from the top.
struct decoded {
    int width, height, count;
    char names[MOST_CHANNELS][32];
    float pixels[PIXELS][MOST_CHANNELS];
    char key[8], name[64], hash[64], conversion[64], manifest[1024];
};

static void read_text(exr_context_t file, const char *key, const char *what, char *out, size_t size)
{
    char name[64];
    const char *value = NULL;
    int32_t length = 0;
    snprintf(name, sizeof name, "cryptomatte/%s/%s", key, what);
    assert_int_equal(exr_attr_get_string(file, 0, name, &length, &value), 0);
    assert_true((size_t)length < size);
    snprintf(out, size, "%.*s", (int)length, value);
}

// As decoders do: the key is whatever stands in a `cryptomatte/KEY/name`.
static void read_metadata(exr_context_t file, struct decoded *out)
{
    int32_t count = 0;
    assert_int_equal(exr_get_attribute_count(file, 0, &count), 0);
    for (int i = 0; i < count; i++) {
        const exr_attribute_t *attribute = NULL;
        exr_get_attribute_by_index(file, 0, EXR_ATTR_LIST_FILE_ORDER, i, &attribute);
        char tail[8] = "";
        if (sscanf(attribute->name, "cryptomatte/%7[0-9a-f]/%7s", out->key, tail) == 2 &&
            strcmp(tail, "name") == 0)
            break;
    }
    read_text(file, out->key, "name", out->name, sizeof out->name);
    read_text(file, out->key, "hash", out->hash, sizeof out->hash);
    read_text(file, out->key, "conversion", out->conversion, sizeof out->conversion);
    read_text(file, out->key, "manifest", out->manifest, sizeof out->manifest);
}

static void read_chunk(exr_context_t file, int y, exr_decode_pipeline_t *decode,
                       struct decoded *out)
{
    exr_chunk_info_t chunk;
    assert_int_equal(exr_read_scanline_chunk_info(file, 0, y, &chunk), 0);
    assert_int_equal(y ? exr_decoding_update(file, 0, &chunk, decode)
                       : exr_decoding_initialize(file, 0, &chunk, decode),
                     0);
    out->count = decode->channel_count;
    assert_true(out->count <= MOST_CHANNELS);
    for (int c = 0; c < decode->channel_count; c++) {
        exr_coding_channel_info_t *channel = &decode->channels[c];
        assert_int_equal(channel->data_type, EXR_PIXEL_FLOAT);
        snprintf(out->names[c], sizeof out->names[c], "%s", channel->channel_name);
        channel->user_pixel_stride = sizeof out->pixels[0];
        channel->user_line_stride = (int)sizeof out->pixels[0] * out->width;
        channel->decode_to_ptr = (uint8_t *)&out->pixels[y * out->width][c];
    }
    if (!y)
        assert_int_equal(exr_decoding_choose_default_routines(file, 0, decode), 0);
    assert_int_equal(exr_decoding_run(file, 0, decode), 0);
}

static struct decoded *decode_file(const char *from)
{
    static struct decoded out;
    memset(&out, 0, sizeof out);
    exr_context_t file;
    exr_attr_box2i_t window;
    int32_t lines = 0;
    assert_int_equal(exr_start_read(&file, from, NULL), 0);
    assert_int_equal(exr_get_data_window(file, 0, &window), 0);
    out.width = window.max.x - window.min.x + 1;
    out.height = window.max.y - window.min.y + 1;
    assert_int_equal(out.width * out.height, PIXELS);
    read_metadata(file, &out);
    exr_get_scanlines_per_chunk(file, 0, &lines);
    exr_decode_pipeline_t decode = EXR_DECODE_PIPELINE_INITIALIZER;
    for (int y = 0; y < out.height; y += lines)
        read_chunk(file, y, &decode, &out);
    exr_decoding_destroy(file, &decode);
    exr_finish(&file);
    return &out;
}

static int channel(const struct decoded *file, const char *name)
{
    for (int c = 0; c < file->count; c++)
        if (strcmp(file->names[c], name) == 0)
            return c;
    return -1;
}

// The matte of a name, as a compositing program extracts it: the manifest says which float the name
// is, and the coverage of all ranks that hold this float is summed up.
static float extract(const struct decoded *file, const char *name, int x, int y_from_top)
{
    cJSON *manifest = cJSON_Parse(file->manifest);
    const cJSON *digits = cJSON_GetObjectItemCaseSensitive(manifest, name);
    if (!cJSON_IsString(digits))
        fail_msg("'%s' is not in the manifest %s", name, file->manifest);
    uint32_t bits = (uint32_t)strtoul(digits->valuestring, NULL, 16);
    cJSON_Delete(manifest);
    float sum = 0;
    const float *pixel = file->pixels[y_from_top * WIDTH + x];
    for (int rank = 0; rank < 6; rank++) {
        char id_name[96], coverage_name[96];
        snprintf(id_name, sizeof id_name, "%s%02d.%c", file->name, rank / 2, rank % 2 ? 'B' : 'R');
        snprintf(coverage_name, sizeof coverage_name, "%s%02d.%c", file->name, rank / 2,
                 rank % 2 ? 'A' : 'G');
        int id = channel(file, id_name), coverage = channel(file, coverage_name);
        assert_true(id >= 0 && coverage >= 0);
        uint32_t got;
        memcpy(&got, &pixel[id], sizeof got);
        sum += got == bits ? pixel[coverage] : 0;
    }
    return sum;
}

static void check_write(const char *name, const struct rmx_picture *picture)
{
    struct rmx_matte matte = make_matte();
    char why[300] = "";
    if (!rmx_cryptomatte_write(in_folder(name), &holders, &matte, picture, why, sizeof why))
        fail_msg("%s", why);
}

// x and y from the bottom left.
static const struct {
    const char *law, *name;
    int x, y;
    float coverage;
} picks[] = {
    {"alone it covers all", "plant", 3, 15, 1},
    {"where it is alone nobody else is", "effects", 3, 15, 0},
    {"the first rank", "Menschenmenge, größer", 20, 4, 0.4f},
    {"the second rank", "a \"quoted\\path\"\n.jpg", 20, 4, 0.25f},
    {"the third rank", "evening/plant", 20, 4, 0.15f},
    {"the fourth rank, under a name that two share", "plant", 20, 4, 0.1f},
    {"the fifth rank", "background", 20, 4, 0.06f},
    {"the sixth rank", "effects", 20, 4, 0.04f},
    {"the top right corner", "effects", WIDTH - 1, HEIGHT - 1, 0.04f},
    {"the top left corner", "plant", 0, HEIGHT - 1, 1},
    {"the bottom row is nobody's", "plant", 0, 0, 0},
    {"a coverage that is no number is none", "Menschenmenge, größer", 30, 5, 0},
};

static void a_name_picks_its_matte(void **state)
{
    (void)state;
    check_write("a.ledger.exr", NULL);
    const struct decoded *file = decode_file(path);
    assert_string_equal(file->name, "CryptoSource");
    assert_string_equal(file->hash, "MurmurHash3_32");
    assert_string_equal(file->conversion, "uint32_to_float32");
    assert_int_equal(strlen(file->key), 7);
    assert_int_equal(file->count, 12);
    assert_null(strchr(file->manifest, '\n'));
    for (size_t i = 0; i < sizeof picks / sizeof *picks; i++) {
        float got = extract(file, picks[i].name, picks[i].x, HEIGHT - 1 - picks[i].y);
        if (got != picks[i].coverage)
            fail_msg("%s: %f, wanted %f", picks[i].law, got, picks[i].coverage);
    }
}

static void nobody_is_the_id_zero(void **state)
{
    (void)state;
    check_write("a.ledger.exr", NULL);
    const struct decoded *file = decode_file(path);
    for (int c = 0; c < file->count; c++)
        for (int x = 0; x < WIDTH; x++)
            assert_true(file->pixels[(HEIGHT - 1) * WIDTH + x][c] == 0);
}

// The picture's bottom left is half transparent and 0.5 encoded, which is 0.214 of light.
static void the_picture_lies_beside_it(void **state)
{
    (void)state;
    static uint8_t bytes[PIXELS * 4];
    static uint16_t words[PIXELS * 4];
    static float floats[PIXELS * 4];
    const void *pixels[] = {bytes, words, floats};
    for (int i = 0; i < PIXELS * 4; i++) {
        float value = i < 4 ? 0.5f : 1;
        bytes[i] = (uint8_t)lroundf(value * 255);
        words[i] = (uint16_t)lroundf(value * 65535);
        floats[i] = value;
    }
    for (int format = 0; format < 3; format++) {
        check_write("b.exr", &(struct rmx_picture){WIDTH, HEIGHT, (enum rmx_pixel_format)format,
                                                   pixels[format], true});
        const struct decoded *file = decode_file(path);
        assert_int_equal(file->count, 16);
        const float *corner = file->pixels[(HEIGHT - 1) * WIDTH], *top = file->pixels[0];
        assert_float_equal(corner[channel(file, "A")], 0.5, 0.003);
        assert_float_equal(corner[channel(file, "G")], 0.214 * 0.5, 0.003);
        assert_float_equal(top[channel(file, "B")], 1, 1e-6);
    }
    check_write("c.exr", &(struct rmx_picture){WIDTH, HEIGHT, RMX_PIXELS_RGBA8, bytes, false});
    const struct decoded *file = decode_file(path);
    assert_int_equal(file->count, 15);
    assert_int_equal(channel(file, "A"), -1);
    assert_float_equal(file->pixels[(HEIGHT - 1) * WIDTH][channel(file, "G")], 0.214, 0.003);
}

static void the_same_bytes_twice(void **state)
{
    (void)state;
    check_write("a.exr", NULL);
    check_write("b.exr", NULL);
    char command[200];
    snprintf(command, sizeof command, "cmp %s/a.exr %s/b.exr", folder, folder);
    assert_int_equal(system(command), 0);
}

static int entries(void)
{
    int count = 0;
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    while (readdir(directory))
        count++;
    closedir(directory);
    return count - 2;
}

// A limit on a file's size stands for the disk: it is full at once, in the header, among the pixels
// and at the very last byte.
static void a_full_disk_leaves_the_old_file_and_nothing_else(void **state)
{
    (void)state;
    struct rmx_matte matte = make_matte();
    struct rlimit old;
    struct stat info;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    signal(SIGXFSZ, SIG_IGN);
    check_write("full.exr", NULL);
    assert_int_equal(stat(path, &info), 0);
    rlim_t size = (rlim_t)info.st_size, sizes[] = {0, 600, size * 3 / 4, size - 1};
    int before = entries();
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct rlimit small = {.rlim_cur = sizes[i], .rlim_max = old.rlim_max};
        char why[400] = "", want[400];
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        bool whole = rmx_cryptomatte_write(path, &holders, &matte, NULL, why, sizeof why);
        setrlimit(RLIMIT_FSIZE, &old);
        snprintf(want, sizeof want, "cannot write %s: File too large", path);
        if (whole || strcmp(why, want) != 0)
            fail_msg("full at %llu: '%s'", (unsigned long long)sizes[i], why);
        assert_int_equal(entries(), before);
        assert_int_equal(decode_file(path)->count, 12);
    }
}

static void a_missing_folder_is_named(void **state)
{
    (void)state;
    struct rmx_matte matte = make_matte();
    char why[300], want[400];
    assert_false(
        rmx_cryptomatte_write(in_folder("none/a.exr"), &holders, &matte, NULL, why, sizeof why));
    snprintf(want, sizeof want, "cannot write %s: No such file or directory", path);
    assert_string_equal(why, want);
    assert_false(rmx_cryptomatte_write(path, &holders, &matte, NULL, NULL, 0));
}

static void read_line(const char *command, char *line, int size)
{
    *line = '\0';
    FILE *out = popen(command, "r");
    assert_non_null(out);
    char *got = fgets(line, size, out);
    while (got && fgetc(out) != EOF)
        ;
    assert_int_equal(pclose(out), 0);
}

// Another reader than ours sees the metadata, counts the pixels whose first rank is the plant, and
// finds the same floats when it has written them anew.
static void openimageio_reads_it(void **state)
{
    (void)state;
    if (system("command -v oiiotool >/dev/null 2>&1") != 0)
        skip();
    check_write("o.exr", NULL);
    char command[600], line[200];
    snprintf(command, sizeof command,
             "oiiotool --info -v %s | grep -c -e 'list: CryptoSource00.R, CryptoSource00.G, "
             "CryptoSource00.B, CryptoSource00.A, CryptoSource01.R' -e "
             "'cryptomatte/[0-9a-f]*/name: \"CryptoSource\"' -e 'manifest: .*evening/plant'",
             path);
    read_line(command, line, sizeof line);
    assert_string_equal(line, "3\n");
    snprintf(command, sizeof command,
             "oiiotool %s --ch CryptoSource00.R --colorcount:eps=0 %.9g -o %s/p.exr", path,
             (double)rmx_cryptomatte_id("plant"), folder);
    read_line(command, line, sizeof line);
    int plants = 0;
    for (int i = 0; i < PIXELS; i++)
        plants += i % WIDTH < i / WIDTH;
    if (atoi(line) != plants)
        fail_msg("'%s', wanted %d", line, plants);
    snprintf(command, sizeof command, "oiiotool %s -o %s/q.exr && echo done", path, folder);
    read_line(command, line, sizeof line);
    assert_float_equal(extract(decode_file(in_folder("q.exr")), "evening/plant", 20, 16), 0.15, 0);
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_hash_as_published),
        cmocka_unit_test(an_id_is_always_a_normal_number),
        cmocka_unit_test(a_name_picks_its_matte),
        cmocka_unit_test(nobody_is_the_id_zero),
        cmocka_unit_test(the_picture_lies_beside_it),
        cmocka_unit_test(the_same_bytes_twice),
        cmocka_unit_test(a_full_disk_leaves_the_old_file_and_nothing_else),
        cmocka_unit_test(a_missing_folder_is_named),
        cmocka_unit_test(openimageio_reads_it),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
