// SPDX-License-Identifier: GPL-3.0-or-later
// Whether AddressSanitizer watches this program: its shadow takes terabytes of addresses, so that
// memory has no bound, and it answers what falls itself. Pure.
#pragma once

#include <stdbool.h>

#if defined(__SANITIZE_ADDRESS__)
enum { RMX_IS_SANITIZED = true };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { RMX_IS_SANITIZED = true };
#else
enum { RMX_IS_SANITIZED = false };
#endif
#else
enum { RMX_IS_SANITIZED = false };
#endif
