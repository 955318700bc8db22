#pragma once

#include "core/osdp/session_keys.hpp"

namespace portero::osdp {

[[nodiscard]] Nonce random_nonce();
[[nodiscard]] Key random_key();

}  // namespace portero::osdp
