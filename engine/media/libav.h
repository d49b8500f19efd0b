// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of libav that sound needs, found when the first sound is opened.
//
// Thread: any. Once loaded they stay.
#pragma once

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>

#define RMX_LIBAV_FORMAT(use)                                                                      \
    use(avformat_open_input) use(avformat_close_input) use(avformat_find_stream_info)              \
        use(av_find_best_stream) use(av_read_frame)
#define RMX_LIBAV_CODEC(use)                                                                       \
    use(avcodec_alloc_context3) use(avcodec_free_context) use(avcodec_parameters_to_context)       \
        use(avcodec_open2) use(avcodec_send_packet) use(avcodec_receive_frame)                     \
            use(av_packet_alloc) use(av_packet_free) use(av_packet_unref)
#define RMX_LIBAV_RESAMPLE(use)                                                                    \
    use(swr_alloc_set_opts2) use(swr_init) use(swr_free) use(swr_convert) use(swr_get_out_samples)
#define RMX_LIBAV_UTIL(use)                                                                        \
    use(av_strerror) use(av_log_set_level) use(av_dict_set) use(av_dict_free) use(av_frame_alloc)  \
        use(av_frame_free) use(av_channel_layout_copy) use(av_channel_layout_compare)              \
            use(av_channel_layout_uninit)

struct rmx_libav {
#define RMX_LIBAV_MEMBER(name) __typeof__(name) *name;
    RMX_LIBAV_FORMAT(RMX_LIBAV_MEMBER)
    RMX_LIBAV_CODEC(RMX_LIBAV_MEMBER)
    RMX_LIBAV_RESAMPLE(RMX_LIBAV_MEMBER)
    RMX_LIBAV_UTIL(RMX_LIBAV_MEMBER)
#undef RMX_LIBAV_MEMBER
};

// NULL where the libraries are not there, or are others than those that this was built for
// (logged).
const struct rmx_libav *rmx_libav(void);
