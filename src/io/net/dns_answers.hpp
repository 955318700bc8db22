#pragma once

#include <ares.h>

#include "base/bytes.hpp"
#include "core/dns/cache.hpp"

// From c-ares' answers to ours.
namespace portero::net {

// More records than these in one answer are passed over.
inline constexpr std::size_t max_records = 64;

[[nodiscard]] dns::TimedAnswer addresses_of(const ares_addrinfo& found);
[[nodiscard]] dns::TimedAnswer services_of(base::ByteView message);
[[nodiscard]] dns::TimedAnswer pointers_of(base::ByteView message);

[[nodiscard]] dns::Failure failure_of_status(int status);

}  // namespace portero::net
