#include "apps/station/ids.hpp"

#include <bit>

#include "core/sip/random_hex.hpp"
#include "io/phone/entropy.hpp"

namespace portero::station {

access::RunId new_run() { return access::RunId{phone::random_word()}; }

access::CommandId new_command() {
  const std::array words{phone::random_word(), phone::random_word()};
  return access::CommandId{std::bit_cast<access::CommandId::value_type>(words)};
}

std::uint64_t some_number() {
  constexpr unsigned bits_left_out = 16;
  return phone::random_word() >> bits_left_out;
}

std::string call_label(access::RunId run, call::CallId call) {
  return sip::random_hex(run.value()) + "-" + std::to_string(call.value());
}

}  // namespace portero::station
