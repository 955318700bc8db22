#include "tests/sim/cast.hpp"

#include <array>

#include <fmt/format.h>

namespace portero::sim {

std::string phone_name(int phone) {
  return fmt::format("{}",
                     phone < listed_phone_count ? 101 + phone : 900 + phone - listed_phone_count);
}

std::string browser_name(int browser) {
  static constexpr std::array<const char*, browser_count> names{
      "Ana", "Bo", "Cleo", "Dana", "Eva", "Finn", "Gil", "Hana", "Ida", "Jo", "Kim", "Lea", "Max"};
  return names[static_cast<std::size_t>(browser)];
}

std::string name(const FarEnd& end) {
  return end.route == call::Route::sip ? "phone " + phone_name(end.index)
                                       : "operator " + browser_name(end.index);
}

int phone_of(const std::string& name) {
  for (int phone = 0; phone < phone_count; ++phone)
    if (phone_name(phone) == name) return phone;
  return -1;
}

}  // namespace portero::sim
