#pragma once

#include <string>

#include "core/call/party.hpp"

// Who takes part.
namespace portero::sim {

inline constexpr int phone_count = 8;
// Of the phones, the last two are nobody that a station's allow-list would name.
inline constexpr int listed_phone_count = 6;
inline constexpr int browser_count = 13;
inline constexpr int contact_count = 4;

// The far end of a leg: a SIP phone or an operator's browser.
struct FarEnd {
  call::Route route;
  int index;

  bool operator==(const FarEnd&) const = default;
};

std::string phone_name(int phone);
std::string browser_name(int browser);
std::string name(const FarEnd& end);
// -1 for a name that belongs to no phone.
int phone_of(const std::string& name);

}  // namespace portero::sim
