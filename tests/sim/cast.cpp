#include "tests/sim/cast.hpp"

#include <array>

#include <fmt/format.h>

namespace portero::sim {

std::string phone_name(int phone) {
  return fmt::format("{}", phone < kListedPhones ? 101 + phone : 900 + phone - kListedPhones);
}

std::string browser_name(int browser) {
  static constexpr std::array<const char*, kBrowsers> names{
      "Ana", "Bo", "Cleo", "Dana", "Eva", "Finn", "Gil", "Hana", "Ida", "Jo", "Kim", "Lea", "Max"};
  return names[static_cast<std::size_t>(browser)];
}

std::string name(const FarEnd& end) {
  return end.route == call::Route::sip ? "phone " + phone_name(end.index)
                                       : "operator " + browser_name(end.index);
}

int phone_of(const std::string& name) {
  for (int phone = 0; phone < kPhones; ++phone)
    if (phone_name(phone) == name) return phone;
  return -1;
}

}  // namespace portero::sim
