#pragma once

#include "core/transport/failure.hpp"

namespace portero::net {

// Takes what OpenSSL noted in this thread's error queue about a session that failed.
[[nodiscard]] transport::Failure take_tls_failure();

}  // namespace portero::net
