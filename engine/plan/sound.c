// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/sound.h"

#include <math.h>

enum { LONGEST_ROW = 8192 };

// What one input hears.
struct heard {
    const float *values;
    int count; // a row
    bool is_wave;
};

static struct heard hear(const struct rmx_sound *sound, const struct rmx_input *input)
{
    struct heard heard = {.is_wave = input->type == RMX_INPUT_AUDIO};
    if (!sound)
        return heard;
    heard.values = heard.is_wave ? sound->samples : sound->bins;
    heard.count = heard.is_wave ? sound->sample_count : sound->bin_count;
    return heard;
}

static bool is_silent(const struct rmx_sound *sound, const struct heard *heard)
{
    return !heard->values || heard->count < 1 || sound->channels < 1;
}

void rmx_sound_size(const struct rmx_sound *sound, const struct rmx_input *input, int *width,
                    int *height)
{
    struct heard heard = hear(sound, input);
    bool silent = is_silent(sound, &heard);
    *width = input->max[0] >= 1.0 ? (int)input->max[0] : silent ? 1 : heard.count;
    *width = *width < LONGEST_ROW ? *width : LONGEST_ROW;
    *height = silent                                ? 1
              : sound->channels < RMX_MOST_CHANNELS ? sound->channels
                                                    : RMX_MOST_CHANNELS;
}

// The mean of a column's share of the row; of a row shorter than the picture, the value there.
static double column_mean(const float *row, int count, int column, int width)
{
    int from = (int)((long long)column * count / width);
    int to = (int)((long long)(column + 1) * count / width);
    double sum = 0.0;
    if (to <= from)
        to = from + 1;
    for (int i = from; i < to; i++)
        sum += (double)row[i];
    return sum / (to - from);
}

static double volume(const float *row, int count)
{
    double squares = 0.0;
    for (int i = 0; i < count; i++)
        squares += (double)row[i] * (double)row[i];
    return sqrt(squares / count);
}

static double value_of(const struct heard *heard, int row, int column, int width)
{
    const float *values = heard->values + (size_t)row * (size_t)heard->count;
    double value = heard->is_wave && width == 1 ? volume(values, heard->count)
                                                : column_mean(values, heard->count, column, width);
    return isfinite(value) ? value : 0.0;
}

void rmx_sound_fill(const struct rmx_sound *sound, const struct rmx_input *input, float *pixels)
{
    struct heard heard = hear(sound, input);
    bool silent = is_silent(sound, &heard);
    int width, height;
    rmx_sound_size(sound, input, &width, &height);
    for (int i = 0; i < width * height; i++) {
        double value = silent ? 0.0 : value_of(&heard, i / width, i % width, width);
        float *pixel = pixels + 4 * (size_t)i;
        pixel[0] = pixel[1] = pixel[2] = (float)(heard.is_wave ? 0.5 + 0.5 * value : value);
        pixel[3] = 1.0f;
    }
}
