// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of Avahi's client that announcing needs, found when something is announced first.
//
// Thread: any. Once loaded they stay.
#pragma once

#include <avahi-client/client.h>
#include <avahi-client/publish.h>
#include <avahi-common/alternative.h>
#include <avahi-common/error.h>
#include <avahi-common/malloc.h>
#include <avahi-common/simple-watch.h>

#define RMX_AVAHI_COMMON(use)                                                                      \
    use(avahi_simple_poll_new) use(avahi_simple_poll_free) use(avahi_simple_poll_get)              \
        use(avahi_simple_poll_iterate) use(avahi_simple_poll_wakeup)                               \
            use(avahi_alternative_service_name) use(avahi_free)
#define RMX_AVAHI_CLIENT(use)                                                                      \
    use(avahi_client_new) use(avahi_client_free) use(avahi_entry_group_new)                        \
        use(avahi_entry_group_reset) use(avahi_entry_group_commit)                                 \
            use(avahi_entry_group_add_service_strlst)

struct rmx_avahi {
#define RMX_AVAHI_MEMBER(name) __typeof__(name) *name;
    RMX_AVAHI_COMMON(RMX_AVAHI_MEMBER)
    RMX_AVAHI_CLIENT(RMX_AVAHI_MEMBER)
#undef RMX_AVAHI_MEMBER
};

// NULL where the libraries are not there (logged).
const struct rmx_avahi *rmx_avahi(void);
