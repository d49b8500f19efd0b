// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/sound.h"

#include "base/file.h"
#include "base/log.h"
#include "base/roots.h"
#include "media/libav.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MOST_SAMPLES = 1 << 30, // of all channels: three hours of stereo
    MOST_CHANNELS = 64,
    LEAST_RATE = 1000, // heads that say anything else lie, and a resampler would take gigabytes
    MOST_RATE = 768000,
};
#define EARLY_S 0.1 // a head may be wrong by so much

struct rmx_sound_file {
    const struct rmx_libav *av;
    char *path;
    int rate, channels, stream;
    AVFormatContext *format;
    AVCodecContext *codec;
    SwrContext *resampler;
    AVChannelLayout layout; // of what goes into the resampler, as its rate and format
    int from_rate, from_format;
    AVPacket *packet;
    AVFrame *frame;
    int16_t *samples;      // all channels of a moment, then the next moment
    long long first;       // whose place is the beginning of `samples`: those before are forgotten
    long long count, room; // `count`: with those that are forgotten
    bool is_over, is_hushed;
    bool is_torn; // a packet was cut off
};

// Files alone, and of formats that name no others.
static int open_format(struct rmx_sound_file *file, const char *path)
{
    static const char formats[] = "wav,w64,aiff,au,caf,flac,ogg,mp3,aac,wv,ape,tta,"
                                  "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm";
    const struct rmx_libav *av = file->av;
    AVDictionary *options = NULL;
    int fd;
    size_t size;
    errno = 0;
    if (rmx_file_open(path, &fd, &size) != RMX_FILE_OK)
        return AVERROR(errno ? errno : EINVAL);
    av->av_dict_set(&options, "protocol_whitelist", "file", 0);
    av->av_dict_set(&options, "format_whitelist", formats, 0);
    char name[RMX_DESCRIPTOR_PATH];
    int status = av->avformat_open_input(&file->format, rmx_roots_path(fd, name), NULL, &options);
    av->av_dict_free(&options);
    close(fd);
    if (status >= 0)
        status = av->avformat_find_stream_info(file->format, NULL);
    return status;
}

static int open_codec(struct rmx_sound_file *file)
{
    const struct rmx_libav *av = file->av;
    const AVCodec *codec;
    file->stream = av->av_find_best_stream(file->format, AVMEDIA_TYPE_AUDIO, -1, -1, &codec, 0);
    if (file->stream < 0)
        return file->stream;
    for (unsigned i = 0; i < file->format->nb_streams; i++)
        if ((int)i != file->stream)
            file->format->streams[i]->discard = AVDISCARD_ALL;
    file->codec = av->avcodec_alloc_context3(codec);
    if (!file->codec)
        abort();
    int status = av->avcodec_parameters_to_context(file->codec,
                                                   file->format->streams[file->stream]->codecpar);
    file->codec->thread_count = 1;
    return status < 0 ? status : av->avcodec_open2(file->codec, codec, NULL);
}

static bool is_sane(const AVCodecContext *codec)
{
    return codec->ch_layout.nb_channels >= 1 && codec->ch_layout.nb_channels <= MOST_CHANNELS &&
           codec->sample_rate >= LEAST_RATE && codec->sample_rate <= MOST_RATE;
}

static void explain(const struct rmx_sound_file *file, int status, char *why, size_t size)
{
    char words[128] = "";
    if (status == AVERROR_STREAM_NOT_FOUND || status == AVERROR_DECODER_NOT_FOUND) {
        snprintf(why, size, "there is no sound in it that can be decoded");
        return;
    }
    // Formats that are not read are invalid arguments to libav.
    if (status == AVERROR(EINVAL) || status == AVERROR_INVALIDDATA) {
        snprintf(why, size, "it is no sound file");
        return;
    }
    file->av->av_strerror(status, words, sizeof(words));
    snprintf(why, size, "%s", words);
}

struct rmx_sound_file *rmx_sound_open(const char *path, int rate, char *why, size_t why_size)
{
    const struct rmx_libav *av = rmx_libav();
    if (!av) {
        snprintf(why, why_size, "libav is not there to read it");
        return NULL;
    }
    struct rmx_sound_file *file = calloc(1, sizeof(*file));
    if (!file || !(file->path = strdup(path)))
        abort();
    file->av = av;
    file->rate = rate;
    int status = open_format(file, path);
    if (status >= 0)
        status = open_codec(file);
    if (status >= 0 && !is_sane(file->codec))
        status = AVERROR_INVALIDDATA;
    if (status < 0) {
        explain(file, status, why, why_size);
        rmx_sound_close(file);
        return NULL;
    }
    file->channels = file->codec->ch_layout.nb_channels;
    file->packet = av->av_packet_alloc();
    file->frame = av->av_frame_alloc();
    if (!file->packet || !file->frame)
        abort();
    return file;
}

void rmx_sound_close(struct rmx_sound_file *file)
{
    if (!file)
        return;
    const struct rmx_libav *av = file->av;
    av->av_frame_free(&file->frame);
    av->av_packet_free(&file->packet);
    av->swr_free(&file->resampler);
    av->av_channel_layout_uninit(&file->layout);
    av->avcodec_free_context(&file->codec);
    av->avformat_close_input(&file->format);
    free(file->samples);
    free(file->path);
    free(file);
}

void rmx_sound_hush(struct rmx_sound_file *file)
{
    if (file)
        file->is_hushed = true;
}

int rmx_sound_channels(const struct rmx_sound_file *file)
{
    return file->channels;
}

bool rmx_sound_is_over(const struct rmx_sound_file *file)
{
    return file->is_over;
}

// For so many samples a channel more. False: there is no more room.
static bool make_room(struct rmx_sound_file *file, long long more)
{
    long long wanted = file->count - file->first + more;
    if (wanted > MOST_SAMPLES / file->channels)
        return false;
    if (wanted <= file->room)
        return true;
    file->room = wanted > 2 * file->room ? wanted + file->rate : 2 * file->room;
    file->samples = realloc(file->samples, (size_t)(file->room * file->channels) * sizeof(int16_t));
    if (!file->samples)
        abort();
    return true;
}

// `frame`: NULL for what the resampler still holds. False: an error, or too much.
static bool resample(struct rmx_sound_file *file, const AVFrame *frame)
{
    const struct rmx_libav *av = file->av;
    int in = frame ? frame->nb_samples : 0;
    int most = av->swr_get_out_samples(file->resampler, in);
    if (most < 0 || !make_room(file, most))
        return false;
    uint8_t *out = (uint8_t *)(file->samples + (file->count - file->first) * file->channels);
    const uint8_t **from = frame ? (const uint8_t **)(void *)frame->extended_data : NULL;
    int got = most ? av->swr_convert(file->resampler, &out, most, from, in) : 0;
    file->count += got > 0 ? got : 0;
    return got >= 0;
}

// A file may change its rate, format and layout on the way. Another number of channels ends it:
// decode.
static bool set_resampler(struct rmx_sound_file *file, const AVFrame *frame)
{
    const struct rmx_libav *av = file->av;
    bool is_same = file->resampler && file->from_rate == frame->sample_rate &&
                   file->from_format == frame->format &&
                   av->av_channel_layout_compare(&file->layout, &frame->ch_layout) == 0;
    if (is_same)
        return true;
    if (file->resampler)
        resample(file, NULL);
    av->swr_free(&file->resampler);
    file->from_rate = frame->sample_rate;
    file->from_format = frame->format;
    return av->av_channel_layout_copy(&file->layout, &frame->ch_layout) >= 0 &&
           av->swr_alloc_set_opts2(&file->resampler, &file->codec->ch_layout, AV_SAMPLE_FMT_S16,
                                   file->rate, &file->layout, frame->format, frame->sample_rate, 0,
                                   NULL) >= 0 &&
           av->swr_init(file->resampler) >= 0;
}

// `packet`: NULL at the end. False: no more can be taken. A packet that is broken is left out.
static bool decode(struct rmx_sound_file *file, const AVPacket *packet)
{
    const struct rmx_libav *av = file->av;
    if (av->avcodec_send_packet(file->codec, packet) < 0)
        return true;
    while (av->avcodec_receive_frame(file->codec, file->frame) >= 0) {
        bool is_sound = file->frame->nb_samples > 0;
        if (is_sound &&
            (!is_sane(file->codec) || file->codec->ch_layout.nb_channels != file->channels ||
             file->frame->sample_rate < LEAST_RATE || file->frame->sample_rate > MOST_RATE))
            return false;
        if (is_sound && !(set_resampler(file, file->frame) && resample(file, file->frame)))
            return false;
    }
    return true;
}

// What its head says, in seconds; 0: nothing that is more than a guess.
static double promised_s(const struct rmx_sound_file *file)
{
    const AVFormatContext *format = file->format;
    if (format->duration <= 0 || format->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE)
        return 0.0;
    return (double)format->duration / AV_TIME_BASE;
}

static void end(struct rmx_sound_file *file, int status, bool took_all)
{
    file->is_over = true;
    if (took_all && decode(file, NULL) && file->resampler)
        resample(file, NULL);
    double length_s = (double)file->count / file->rate, promised = promised_s(file);
    bool is_broken = (status < 0 && status != AVERROR_EOF) || !took_all;
    if (file->is_hushed)
        return;
    if (is_broken || file->is_torn || length_s < promised - EARLY_S)
        rmx_log(RMX_LOG_WARNING, "'%s' ends after %.1f s%s: silence follows", file->path, length_s,
                is_broken ? ", where it cannot be read on" : ", earlier than its head says");
}

static void read_packet(struct rmx_sound_file *file)
{
    int status = file->av->av_read_frame(file->format, file->packet);
    bool took = true;
    file->is_torn |= status >= 0 && file->packet->flags & AV_PKT_FLAG_CORRUPT;
    if (status >= 0 && file->packet->stream_index == file->stream)
        took = decode(file, file->packet);
    if (status >= 0)
        file->av->av_packet_unref(file->packet);
    if (status < 0 || !took)
        end(file, status, took);
}

long long rmx_sound_reach(struct rmx_sound_file *file, long long sample)
{
    while (file->count < sample && !file->is_over)
        read_packet(file);
    return file->count < sample ? file->count : sample;
}

void rmx_sound_forget(struct rmx_sound_file *file, long long sample)
{
    long long to = sample < file->count ? sample : file->count;
    size_t one = (size_t)file->channels * sizeof(int16_t);
    if (to <= file->first)
        return;
    if (to < file->count)
        memmove(file->samples, file->samples + (to - file->first) * file->channels,
                (size_t)(file->count - to) * one);
    file->first = to;
}

static float one_of(const struct rmx_sound_file *file, int channel, long long sample)
{
    const int16_t *moment = file->samples + (sample - file->first) * file->channels;
    if (channel != RMX_SOUND_MIX)
        return (float)moment[channel] / 32768.0f;
    int sum = 0;
    for (int c = 0; c < file->channels; c++)
        sum += moment[c];
    return (float)sum / (32768.0f * (float)file->channels);
}

void rmx_sound_read(struct rmx_sound_file *file, int channel, long long first, int count,
                    float *samples)
{
    long long there = rmx_sound_reach(file, first + count);
    for (int i = 0; i < count; i++) {
        long long sample = first + i;
        bool is_there = sample >= file->first && sample < there;
        samples[i] = is_there ? one_of(file, channel, sample) : 0.0f;
    }
}
