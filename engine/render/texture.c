// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/texture.h"

#include "base/log.h"
#include "render/gl_errors.h"

int rmx_format_pixel_bytes(enum rmx_format format)
{
    switch (format) {
    case RMX_FORMAT_RGBA8: return 4;
    case RMX_FORMAT_RGBA16:
    case RMX_FORMAT_RGBA16F: return 8;
    case RMX_FORMAT_RGBA32F: break;
    }
    return 16;
}

GLenum rmx_format_type(enum rmx_format format)
{
    switch (format) {
    case RMX_FORMAT_RGBA8: return GL_UNSIGNED_BYTE;
    case RMX_FORMAT_RGBA16: return GL_UNSIGNED_SHORT;
    case RMX_FORMAT_RGBA16F:
    case RMX_FORMAT_RGBA32F: break;
    }
    return GL_FLOAT;
}

static GLenum storage_format(enum rmx_format format)
{
    switch (format) {
    case RMX_FORMAT_RGBA8: return GL_RGBA8;
    case RMX_FORMAT_RGBA16: return GL_RGBA16;
    case RMX_FORMAT_RGBA16F: return GL_RGBA16F;
    case RMX_FORMAT_RGBA32F: break;
    }
    return GL_RGBA32F;
}

static int level_count(int width, int height)
{
    int levels = 1;
    for (int side = width > height ? width : height; side > 1; side /= 2)
        levels++;
    return levels;
}

// False: it is none, for want of memory.
static bool end_init(struct rmx_texture *texture)
{
    if (rmx_gl_errors_end())
        return true;
    if (rmx_gl_errors_may_say())
        rmx_log(RMX_LOG_ERROR, "no GPU memory for a picture of %d x %d", texture->width,
                texture->height);
    rmx_texture_finish(texture);
    return false;
}

bool rmx_texture_init(struct rmx_texture *texture, enum rmx_format format, int width, int height,
                      bool mips)
{
    *texture = (struct rmx_texture){.width = width,
                                    .height = height,
                                    .levels = mips ? level_count(width, height) : 1,
                                    .format = format,
                                    .mips_stale = mips};
    rmx_gl_errors_begin();
    glCreateTextures(GL_TEXTURE_2D, 1, &texture->name);
    glTextureStorage2D(texture->name, texture->levels, storage_format(format), width, height);
    return end_init(texture);
}

// The driver's own word for the order.
static bool is_blue_first(const struct rmx_texture *texture)
{
    GLint order = 0;
    GLuint framebuffer = rmx_framebuffer_create(texture);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer);
    glGetIntegerv(GL_IMPLEMENTATION_COLOR_READ_FORMAT, &order);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    glDeleteFramebuffers(1, &framebuffer);
    return order == GL_BGRA;
}

// Mesa takes the order in memory from that of pixels given, where the internal format is without a
// size: not where storage is immutable.
bool rmx_texture_init_blue_first(struct rmx_texture *texture, int width, int height)
{
    *texture = (struct rmx_texture){
        .width = width, .height = height, .levels = 1, .format = RMX_FORMAT_RGBA8};
    rmx_gl_errors_begin();
    glCreateTextures(GL_TEXTURE_2D, 1, &texture->name);
    glBindTexture(GL_TEXTURE_2D, texture->name);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV,
                 NULL);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    glBindTexture(GL_TEXTURE_2D, 0);
    texture->blue_first = is_blue_first(texture);
    return end_init(texture);
}

bool rmx_texture_init_array(struct rmx_texture *array, enum rmx_format format, int width,
                            int height, int layers)
{
    *array = (struct rmx_texture){
        .width = width, .height = height, .levels = level_count(width, height), .format = format};
    rmx_gl_errors_begin();
    glCreateTextures(GL_TEXTURE_2D_ARRAY, 1, &array->name);
    glTextureStorage3D(array->name, array->levels, storage_format(format), width, height, layers);
    if (rmx_gl_errors_end())
        return true;
    if (rmx_gl_errors_may_say())
        rmx_log(RMX_LOG_ERROR, "no GPU memory for %d pictures of %d x %d", layers, width, height);
    rmx_texture_finish(array);
    return false;
}

bool rmx_texture_init_layer(struct rmx_texture *texture, const struct rmx_texture *array, int layer)
{
    *texture = *array;
    texture->mips_stale = true;
    rmx_gl_errors_begin();
    glGenTextures(1, &texture->name); // a view is no object before it is one
    glTextureView(texture->name, GL_TEXTURE_2D, array->name, storage_format(array->format), 0,
                  (GLuint)array->levels, (GLuint)layer, 1);
    return rmx_gl_errors_end();
}

void rmx_texture_finish(struct rmx_texture *texture)
{
    glDeleteTextures(1, &texture->name);
    *texture = (struct rmx_texture){0};
}

long long rmx_texture_bytes(const struct rmx_texture *texture)
{
    long long bytes = 0;
    for (int level = 0; level < texture->levels; level++)
        bytes += (long long)rmx_texture_side(texture->width, level) *
                 rmx_texture_side(texture->height, level);
    return bytes * rmx_format_pixel_bytes(texture->format);
}

int rmx_texture_side(int length, int level)
{
    return length >> level > 0 ? length >> level : 1;
}

GLuint rmx_framebuffer_create(const struct rmx_texture *texture)
{
    GLuint framebuffer;
    glCreateFramebuffers(1, &framebuffer);
    glNamedFramebufferTexture(framebuffer, GL_COLOR_ATTACHMENT0, texture->name, 0);
    return framebuffer;
}

GLuint rmx_sampler_create(GLenum shrink)
{
    GLuint sampler;
    glCreateSamplers(1, &sampler);
    glSamplerParameteri(sampler, GL_TEXTURE_MIN_FILTER, (GLint)shrink);
    glSamplerParameteri(sampler, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glSamplerParameteri(sampler, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glSamplerParameteri(sampler, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    return sampler;
}
