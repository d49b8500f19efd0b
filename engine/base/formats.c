// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/formats.h"

#include "base/file.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum row {
    PNG,
    JPEG,
    WEBP,
    TIFF,
    GIF,
    HEIF,
    AVIF,
    JXL,
    JP2,
    EXR,
    HDR,
    PNM,
    SVG,
    SVGZ,
    BMP,
    TGA,
    PSD,
    PDF,
    POSTSCRIPT,
    XCF,
    ORA,
    ICO,
    DDS,
    QOI,
    RAW,
    OLD,
    FILM,
    SOUND,
    ARCHIVE,
    FORMATS
};

static const struct rmx_file_format formats[FORMATS] = {
    [PNG] = {.name = "PNG", .endings = ".png .apng ", .is_bounded = true},
    [JPEG] = {.name = "JPEG", .endings = ".jpg .jpeg .jpe .jfif ", .is_bounded = true},
    [WEBP] = {.name = "WebP", .endings = ".webp ", .is_bounded = true},
    [TIFF] = {.name = "TIFF", .endings = ".tif .tiff ", .is_bounded = true},
    [GIF] = {.name = "GIF", .endings = ".gif "},
    [HEIF] = {.name = "HEIC", .endings = ".heic .heif ", .reader = RMX_READER_HEIF},
    [AVIF] = {.name = "AVIF", .endings = ".avif ", .reader = RMX_READER_HEIF},
    [JXL] = {.name = "JPEG XL", .endings = ".jxl ", .reader = RMX_READER_JXL, .is_whole = true},
    [JP2] = {.name = "JPEG 2000", .endings = ".jp2 .j2k .jpf .jpx ", .is_whole = true},
    [EXR] = {.name = "OpenEXR", .endings = ".exr ", .reader = RMX_READER_EXR, .is_whole = true},
    [HDR] = {.name = "Radiance", .endings = ".hdr .rgbe "},
    [PNM] = {.name = "PNM", .endings = ".pbm .pgm .ppm .pnm .pfm ", .is_vague = true},
    [SVG] = {.name = "SVG", .endings = ".svg ", .is_vague = true},
    [SVGZ] = {.name = "SVGZ", .endings = ".svgz ", .is_vague = true},
    [BMP] = {.name = "BMP", .endings = ".bmp .dib ", .reader = RMX_READER_SIMPLE},
    [TGA] = {.name = "TGA", .endings = ".tga ", .reader = RMX_READER_SIMPLE},
    [PSD] = {.kind = RMX_FORMAT_PICTURE,
             .name = "a Photoshop document",
             .endings = ".psd .psb ",
             .convert = "convert IN[0] OUT"},
    [PDF] = {.kind = RMX_FORMAT_PICTURE,
             .name = "a PDF",
             .endings = ".pdf .ai ",
             .convert = "pdftoppm -png -r 300 -singlefile IN STEM"},
    [POSTSCRIPT] = {.kind = RMX_FORMAT_PICTURE,
                    .name = "PostScript",
                    .endings = ".ps .eps ",
                    .convert = "gs -q -sDEVICE=pngalpha -r300 -o OUT IN"},
    [XCF] = {.kind = RMX_FORMAT_PICTURE,
             .name = "a GIMP document",
             .endings = ".xcf ",
             .convert = "convert IN -background none -flatten OUT"},
    [ORA] = {.kind = RMX_FORMAT_PICTURE,
             .name = "a painting with layers",
             .endings = ".ora .kra ",
             .convert = "unzip -p IN mergedimage.png > OUT"},
    [ICO] = {.kind = RMX_FORMAT_PICTURE,
             .name = "an icon",
             .endings = ".ico .cur ",
             .convert = "convert IN[0] OUT"},
    [DDS] = {.kind = RMX_FORMAT_PICTURE,
             .name = "a DDS texture",
             .endings = ".dds ",
             .convert = "convert IN OUT"},
    [QOI] = {.kind = RMX_FORMAT_PICTURE,
             .name = "a QOI picture",
             .endings = ".qoi ",
             .convert = "ffmpeg -i IN OUT"},
    [RAW] = {.kind = RMX_FORMAT_PICTURE,
             .name = "a camera's raw file",
             .endings = ".dng .cr2 .cr3 .nef .arw .raf .rw2 .orf .pef .srw ",
             .convert = "darktable-cli IN OUT"},
    [OLD] = {.kind = RMX_FORMAT_PICTURE,
             .name = "a picture of a rare kind",
             .endings = ".pam .pcx .sgi .ras .sun .xbm .xpm .xwd .fits .fit .miff .dpx .cin .pict "
                        ".pct .wbmp .viff .palm .mng ",
             .convert = "convert IN OUT"},
    [FILM] = {.kind = RMX_FORMAT_FILM,
              .name = "a film",
              .endings = ".mp4 .m4v .mov .mkv .webm .avi .mpg .mpeg .wmv .flv ",
              .convert = "ffmpeg -i IN -frames:v 1 OUT"},
    [SOUND] = {.kind = RMX_FORMAT_SOUND,
               .name = "a sound",
               .endings = ".wav .mp3 .flac .ogg .opus .m4a .aac .aif .aiff ",
               .convert = NULL},
    [ARCHIVE] = {.kind = RMX_FORMAT_OTHER,
                 .name = "an archive",
                 .endings = ".zip .7z .rar .xz .zst ",
                 .convert = NULL},
};

// How they begin; of two that fit the first one holds. What stands at 8 is in a RIFF file.
static const struct {
    enum row row;
    size_t at, length;
    const char *bytes;
} beginnings[] = {
    {PNG, 0, 4, "\x89PNG"},
    {JPEG, 0, 3, "\xff\xd8\xff"},
    {WEBP, 8, 4, "WEBP"},
    {RAW, 0, 10, "II*\0\x10\0\0\0CR"},
    {RAW, 0, 4, "IIU\0"},
    {RAW, 0, 4, "IIRO"},
    {RAW, 0, 8, "FUJIFILM"},
    {TIFF, 0, 4, "II*\0"},
    {TIFF, 0, 4, "MM\0*"},
    {TIFF, 0, 4, "II+\0"},
    {TIFF, 0, 4, "MM\0+"},
    {GIF, 0, 4, "GIF8"},
    {AVIF, 4, 8, "ftypavif"},
    {AVIF, 4, 8, "ftypavis"},
    {RAW, 4, 8, "ftypcrx "},
    {SOUND, 4, 7, "ftypM4A"},
    {HEIF, 4, 7, "ftyphei"},
    {HEIF, 4, 7, "ftyphev"},
    {HEIF, 4, 8, "ftypmif1"},
    {HEIF, 4, 8, "ftypmsf1"},
    {FILM, 4, 4, "ftyp"},
    {FILM, 4, 4, "moov"},
    {JXL, 0, 2, "\xff\x0a"},
    {JXL, 0, 12, "\0\0\0\x0cJXL \r\n\x87\n"},
    {JP2, 0, 12, "\0\0\0\x0cjP  \r\n\x87\n"},
    {JP2, 0, 4, "\xff\x4f\xff\x51"},
    {EXR, 0, 4, "\x76\x2f\x31\x01"},
    {HDR, 0, 10, "#?RADIANCE"},
    {HDR, 0, 6, "#?RGBE"},
    {SVG, 0, 4, "<svg"},
    {SVG, 0, 5, "<?xml"},
    {SVGZ, 0, 3, "\x1f\x8b\x08"},
    {PSD, 0, 4, "8BPS"},
    {PDF, 0, 5, "%PDF-"},
    {POSTSCRIPT, 0, 4, "%!PS"},
    {POSTSCRIPT, 0, 4, "\xc5\xd0\xd3\xc6"},
    {XCF, 0, 8, "gimp xcf"},
    {ICO, 0, 4, "\0\0\1\0"},
    {ICO, 0, 4, "\0\0\2\0"},
    {DDS, 0, 4, "DDS "},
    {QOI, 0, 4, "qoif"},
    {OLD, 0, 3, "P7\n"},
    {OLD, 0, 9, "SIMPLE  ="},
    {OLD, 0, 14, "id=ImageMagick"},
    {OLD, 0, 6, "/* XPM"},
    {OLD, 0, 4, "SDPX"},
    {OLD, 0, 4, "XPDS"},
    {FILM, 8, 4, "AVI "},
    {FILM, 0, 4, "\x1a\x45\xdf\xa3"},
    {FILM, 0, 4, "\0\0\1\xba"},
    {FILM, 0, 3, "FLV"},
    {SOUND, 8, 4, "WAVE"},
    {SOUND, 0, 4, "OggS"},
    {SOUND, 0, 4, "fLaC"},
    {SOUND, 0, 3, "ID3"},
    {ARCHIVE, 0, 4, "PK\3\4"},
    {ARCHIVE, 0, 4, "7z\xbc\xaf"},
    {ARCHIVE, 0, 4, "Rar!"},
    {ARCHIVE, 0, 5, "\xfd\x37zXZ"},
    {ARCHIVE, 0, 4, "\x28\xb5\x2f\xfd"},
};

// "BM" and "P6" could be words: a header's other bytes say more.
static bool is_bmp(const unsigned char *bytes, size_t length)
{
    return length >= 18 && bytes[0] == 'B' && bytes[1] == 'M' && !bytes[15] && !bytes[16] &&
           !bytes[17] && bytes[14] >= 12;
}

static bool is_pnm(const unsigned char *bytes, size_t length)
{
    return length >= 3 && bytes[0] == 'P' && bytes[1] && strchr("123456Ff", bytes[1]) &&
           isspace(bytes[2]);
}

const struct rmx_file_format *rmx_format_of_name(const char *path)
{
    char ending[16];
    const char *dot = strrchr(rmx_path_file(path), '.');
    int length = dot ? snprintf(ending, sizeof(ending), "%s ", dot) : 0;
    if (length <= 0 || (size_t)length >= sizeof(ending))
        return NULL;
    for (int i = 0; i < FORMATS; i++)
        if (strcasestr(formats[i].endings, ending))
            return &formats[i];
    return NULL;
}

static size_t read_beginning(const char *path, unsigned char *bytes, size_t size)
{
    FILE *file = rmx_file_stream(path);
    if (!file)
        return 0;
    size_t length = fread(bytes, 1, size, file);
    fclose(file);
    return length;
}

static const struct rmx_file_format *by_beginning(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++)
        if (beginnings[i].at + beginnings[i].length <= length &&
            (beginnings[i].at != 8 || memcmp(bytes, "RIFF", 4) == 0) &&
            memcmp(bytes + beginnings[i].at, beginnings[i].bytes, beginnings[i].length) == 0)
            return &formats[beginnings[i].row];
    return is_bmp(bytes, length) ? &formats[BMP] : is_pnm(bytes, length) ? &formats[PNM] : NULL;
}

// Raw files are TIFFs, paintings are archives: of these the ending knows more.
static bool is_refined(const struct rmx_file_format *format, const struct rmx_file_format *named)
{
    return (format == &formats[TIFF] && named == &formats[RAW]) ||
           (format == &formats[ARCHIVE] && named == &formats[ORA]) ||
           (format == &formats[ICO] && named == &formats[TGA]) || // whose first bytes may be those
           (format == &formats[HEIF] && named == &formats[AVIF]);
}

const struct rmx_file_format *rmx_format_of(const char *path)
{
    unsigned char bytes[32];
    size_t length = read_beginning(path, bytes, sizeof(bytes));
    const struct rmx_file_format *named = rmx_format_of_name(path);
    const struct rmx_file_format *format = by_beginning(bytes, length);
    return !format || is_refined(format, named) ? named : format;
}

const struct rmx_file_format *rmx_format_of_bytes(const char *path)
{
    unsigned char bytes[32];
    return by_beginning(bytes, read_beginning(path, bytes, sizeof(bytes)));
}

bool rmx_format_is_binary(const char *path)
{
    unsigned char bytes[8192]; // some begin with a page of text
    size_t length = read_beginning(path, bytes, sizeof(bytes));
    if (length >= 2 && (bytes[0] ^ bytes[1]) == (0xff ^ 0xfe) && bytes[0] >= 0xfe)
        return false; // UTF-16
    return memchr(bytes, 0, length) != NULL;
}

const char *rmx_format_why_unknown(const char *path)
{
    unsigned char bytes[512];
    size_t length = read_beginning(path, bytes, sizeof(bytes));
    const struct rmx_file_format *named = rmx_format_of_name(path);
    if (by_beginning(bytes, length) || named == &formats[SVG]) // which may begin with a comment
        return NULL;
    for (size_t i = 0; i < length; i++)
        if (bytes[i] < ' ' && !isspace(bytes[i]))
            return named == &formats[TGA] // which begins as it likes
                       ? NULL
                       : "it begins as no picture does that is read here";
    return "it is a text";
}

// As a shell reads it back.
static const char *quoted(struct rmx_arena *arena, const char *path, const char *behind)
{
    struct rmx_text text = {0};
    bool plain = !*behind && *path;
    for (const char *c = path; *c; c++)
        plain = plain && (isalnum((unsigned char)*c) || strchr("/._-+", *c) || *c < 0);
    if (!plain)
        rmx_text_add(&text, "'");
    for (const char *c = path; *c; c++)
        rmx_text_add_n(&text, *c == '\'' ? "'\\''" : c, *c == '\'' ? 4 : 1);
    rmx_text_printf(&text, "%s%s", behind, plain ? "" : "'");
    const char *copy = rmx_arena_copy(arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return copy;
}

static const char *word_for(struct rmx_arena *arena, const char *word, const char *path)
{
    const char *folder = rmx_path_folder(arena, path), *stem = rmx_path_stem(arena, path);
    if (strchr(path, '/'))
        stem = rmx_path_join(arena, folder, stem);
    if (strcmp(word, "IN") == 0)
        return quoted(arena, path, "");
    if (strcmp(word, "IN[0]") == 0)
        return quoted(arena, path, "[0]");
    if (strcmp(word, "OUT") == 0)
        return quoted(arena, rmx_arena_printf(arena, "%s.png", stem), "");
    return strcmp(word, "STEM") == 0 ? quoted(arena, stem, "") : word;
}

const char *rmx_format_command(struct rmx_arena *arena, const struct rmx_file_format *format,
                               const char *path)
{
    if (!format->convert)
        return NULL;
    char *rest = rmx_arena_copy(arena, format->convert);
    const char *command = "", *word;
    while ((word = strsep(&rest, " ")))
        command = rmx_arena_printf(arena, "%s%s%s", command, *command ? " " : "",
                                   word_for(arena, word, path));
    return command;
}

const struct rmx_file_format *rmx_formats(int *count)
{
    *count = FORMATS;
    return formats;
}
