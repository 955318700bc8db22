#pragma once

#include <cstdint>

#include "core/sip/session_ids.hpp"

namespace portero::phone {

// Of the kernel: nobody can guess it.
[[nodiscard]] std::uint64_t random_word();
[[nodiscard]] sip::Entropy entropy();

}  // namespace portero::phone
