#pragma once

#include <cstdint>
#include <string>

namespace portero::sip {

// Of 64 random bits the 16 hexadecimal digits, for tags, call ids, branches and client nonces.
[[nodiscard]] std::string random_hex(std::uint64_t random);

}  // namespace portero::sip
