// SPDX-License-Identifier: GPL-3.0-or-later
// The still of bench_still without the engine, written as well as one program can be for one job.
//
//   bare_still FIRST.jpg SECOND.jpg OUT.png WIDTH HEIGHT
//
// Both decodes run on threads beside the start of OpenGL; the PNG is filtered and deflated in
// strips on all cores. Nothing is checked that a benchmark's own files cannot get wrong.
#include "bench/hand.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <isa-l.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jpeglib.h> // wants FILE to be known

enum { MOST_STRIPS = 64 };

struct picture {
    const char *path;
    int size[2];
    unsigned char *pixels; // RGBA, from the bottom
    pthread_t thread;
};

static void *decode(void *data)
{
    struct picture *picture = data;
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    FILE *file = fopen(picture->path, "rb");
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&jpeg);
    jpeg_stdio_src(&jpeg, file);
    jpeg_read_header(&jpeg, TRUE);
    jpeg.out_color_space = JCS_EXT_RGBA;
    jpeg_start_decompress(&jpeg);
    int width = picture->size[0] = (int)jpeg.output_width;
    int height = picture->size[1] = (int)jpeg.output_height;
    picture->pixels = malloc((size_t)width * (size_t)height * 4);
    while (jpeg.output_scanline < jpeg.output_height) {
        size_t row = (size_t)height - 1 - jpeg.output_scanline;
        JSAMPROW at = picture->pixels + row * (size_t)width * 4;
        jpeg_read_scanlines(&jpeg, &at, 1);
    }
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    fclose(file);
    return NULL;
}

static bool start_gl(void)
{
    static const EGLint attributes[] = {EGL_CONTEXT_MAJOR_VERSION,
                                        4,
                                        EGL_CONTEXT_MINOR_VERSION,
                                        5,
                                        EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                        EGL_NONE};
    PFNEGLGETPLATFORMDISPLAYEXTPROC get =
        (PFNEGLGETPLATFORMDISPLAYEXTPROC)eglGetProcAddress("eglGetPlatformDisplayEXT");
    EGLDisplay display = get(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, NULL);
    if (!eglInitialize(display, NULL, NULL) || !eglBindAPI(EGL_OPENGL_API))
        return false;
    EGLContext context = eglCreateContext(display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, attributes);
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context);
    glewExperimental = GL_TRUE;
    glewInit();
    return glCreateTextures;
}

static void draw(struct picture *pictures, GLuint program, int width, int height, void *pixels)
{
    GLuint vertices, buffer, textures[2];
    GLuint framebuffer = hand_framebuffer(hand_texture(width, height, NULL, 0));
    for (int i = 0; i < 2; i++) {
        pthread_join(pictures[i].thread, NULL);
        textures[i] = hand_texture(pictures[i].size[0], pictures[i].size[1], pictures[i].pixels, 0);
    }
    struct hand_block block = hand_block_make(width, height, pictures[0].size, pictures[1].size);
    glCreateVertexArrays(1, &vertices);
    glCreateBuffers(1, &buffer);
    glNamedBufferData(buffer, sizeof(block), &block, GL_STREAM_DRAW);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, buffer);
    glBindTextures(0, 2, textures);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glViewport(0, 0, width, height);
    glDisable(GL_DITHER);
    glBindVertexArray(vertices);
    glUseProgram(program);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
}

struct strip {
    const unsigned char *pixels; // the whole picture, from the bottom
    int width, height, first, rows;
    bool is_first, is_last;
    unsigned char *chunk; // an IDAT chunk, whole
    size_t chunk_size;
    uint32_t adler;
    size_t raw_size;
    pthread_t thread;
};

static void put_u32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (24 - 8 * i));
}

static void close_chunk(unsigned char *chunk, size_t size, const char *kind)
{
    put_u32(chunk, (uint32_t)size);
    memcpy(chunk + 4, kind, 4);
    put_u32(chunk + 8 + size, crc32_gzip_refl(0, chunk + 4, size + 4));
}

static void filter_up(unsigned char *out, const unsigned char *row, const unsigned char *above,
                      int width)
{
    *out++ = 2;
    for (int x = 0; x < width; x++, row += 4, above += 4) {
        *out++ = (unsigned char)(row[0] - above[0]);
        *out++ = (unsigned char)(row[1] - above[1]);
        *out++ = (unsigned char)(row[2] - above[2]);
    }
}

static void *pack(void *data)
{
    struct strip *s = data;
    size_t line = (size_t)s->width * 4, filtered = (size_t)s->width * 3 + 1;
    unsigned char *nothing = calloc(1, line), *raw = malloc(filtered * (size_t)s->rows);
    for (int y = 0; y < s->rows; y++) {
        const unsigned char *row = s->pixels + line * (size_t)(s->height - 1 - s->first - y);
        filter_up(raw + filtered * (size_t)y, row, s->first + y ? row + line : nothing, s->width);
    }
    s->raw_size = filtered * (size_t)s->rows;
    s->adler = isal_adler32(1, raw, s->raw_size);
    size_t room = s->raw_size + s->raw_size / 8 + 4096;
    unsigned char *level = malloc(ISAL_DEF_LVL1_DEFAULT);
    s->chunk = malloc(room + 64);
    struct isal_zstream stream;
    isal_deflate_init(&stream);
    stream.next_in = raw;
    stream.avail_in = (uint32_t)s->raw_size;
    stream.next_out = s->chunk + 8 + (s->is_first ? 2 : 0);
    stream.avail_out = (uint32_t)room;
    stream.level = 1;
    stream.level_buf = level;
    stream.level_buf_size = ISAL_DEF_LVL1_DEFAULT;
    stream.end_of_stream = s->is_last;
    stream.flush = s->is_last ? NO_FLUSH : SYNC_FLUSH;
    isal_deflate(&stream);
    if (s->is_first)
        memcpy(s->chunk + 8, "\x78\x01", 2);
    s->chunk_size = stream.total_out + (s->is_first ? 2 : 0);
    if (!s->is_last) // the last one still gets the sum over all
        close_chunk(s->chunk, s->chunk_size, "IDAT");
    free(level);
    free(raw);
    free(nothing);
    return NULL;
}

// Adler-32 of two runs, one behind the other.
static uint32_t join_adler(uint32_t first, uint32_t second, size_t second_size)
{
    const uint64_t base = 65521;
    uint64_t size = second_size % base, a = first & 0xffff, b = first >> 16;
    uint64_t low = (a + (second & 0xffff) + base - 1) % base;
    uint64_t high = (size * a + b + (second >> 16) + base - size) % base;
    return (uint32_t)(high << 16 | low);
}

static bool write_png(const char *path, const unsigned char *pixels, int width, int height)
{
    static struct strip strips[MOST_STRIPS];
    int count = (int)sysconf(_SC_NPROCESSORS_ONLN);
    count = count < MOST_STRIPS ? count : MOST_STRIPS;
    for (int i = 0; i < count; i++) {
        int first = height * i / count, end = height * (i + 1) / count;
        strips[i] = (struct strip){pixels,         width, height, first, end - first, i == 0,
                                   i == count - 1, NULL,  0,      0,     0,           0};
        pthread_create(&strips[i].thread, NULL, pack, &strips[i]);
    }
    uint32_t adler = 1;
    FILE *file = fopen(path, "wb");
    unsigned char head[25] = {0}, end[12];
    put_u32(head + 8, (uint32_t)width);
    put_u32(head + 12, (uint32_t)height);
    memcpy(head + 16, "\x08\x02\x00\x00\x00", 5);
    close_chunk(head, 13, "IHDR");
    close_chunk(end, 0, "IEND");
    fwrite("\x89PNG\r\n\x1a\n", 1, 8, file);
    fwrite(head, 1, 25, file);
    for (int i = 0; i < count; i++) {
        pthread_join(strips[i].thread, NULL);
        adler = join_adler(adler, strips[i].adler, strips[i].raw_size);
        if (i == count - 1) {
            put_u32(strips[i].chunk + 8 + strips[i].chunk_size, adler);
            strips[i].chunk_size += 4;
            close_chunk(strips[i].chunk, strips[i].chunk_size, "IDAT");
        }
        fwrite(strips[i].chunk, 1, strips[i].chunk_size + 12, file);
    }
    fwrite(end, 1, 12, file);
    return fclose(file) == 0;
}

int main(int argc, char **argv)
{
    struct picture pictures[2];
    if (argc != 6)
        return 2;
    for (int i = 0; i < 2; i++) {
        pictures[i].path = argv[1 + i];
        pthread_create(&pictures[i].thread, NULL, decode, &pictures[i]);
    }
    int width = atoi(argv[4]), height = atoi(argv[5]);
    GLuint program = start_gl() ? hand_program("chain.frag") : 0;
    unsigned char *pixels = malloc((size_t)width * (size_t)height * 4);
    if (!program || !pixels)
        return 1;
    draw(pictures, program, width, height, pixels);
    bool written = write_png(argv[3], pixels, width, height);
    fflush(NULL);
    _exit(written ? 0 : 1); // the system takes back what is left
}
