#pragma once

#include <string>
#include <string_view>

namespace portero::log {

// Somebody's name, number or SIP address, which no log may hold as it is (GEN-4).
struct Person {
  std::string_view name;
};

// "+34******789": enough to tell two callers apart where it is long, nothing where it is short.
[[nodiscard]] std::string masked(Person person);

}  // namespace portero::log
