#pragma once

#include "core/transport/failure.hpp"

namespace portero::net {

// What an errno of a socket call means for whoever wanted to send or to connect.
[[nodiscard]] transport::Failure failure_of_errno(int error);

}  // namespace portero::net
