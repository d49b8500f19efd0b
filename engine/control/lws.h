// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of libwebsockets that OSCQuery needs, found when it is first wanted.
//
// Thread: any. Once loaded they stay.
#pragma once

#include <libwebsockets.h>

#define RMX_LWS(use)                                                                               \
    use(lws_create_context) use(lws_context_destroy) use(lws_context_user) use(lws_create_vhost)   \
        use(lws_service) use(lws_cancel_service) use(lws_set_log_level) use(lws_get_context)       \
            use(lws_adopt_descriptor_vhost) use(lws_callback_on_writable) use(lws_write)           \
                use(lws_add_http_common_headers) use(lws_finalize_write_http_header)               \
                    use(lws_http_transaction_completed) use(lws_hdr_copy)                          \
                        use(lws_hdr_copy_fragment) use(lws_hdr_total_length)                       \
                            use(lws_is_first_fragment) use(lws_is_final_fragment)                  \
                                use(lws_frame_is_binary) use(lws_close_reason)                     \
                                    use(lws_set_timer_usecs) use(lws_send_pipe_choked)             \
                                        use(lws_set_timeout) use(lws_sul_schedule)                 \
                                            use(lws_return_http_status) use(lws_rx_flow_control)

struct rmx_lws {
#define RMX_LWS_MEMBER(name) __typeof__(name) *name;
    RMX_LWS(RMX_LWS_MEMBER)
#undef RMX_LWS_MEMBER
};

// NULL where the library is not there, or is another one than this was built for (logged).
const struct rmx_lws *rmx_lws(void);
