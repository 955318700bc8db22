#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace portero::call {

// Why a route cannot place calls: the plain words of SIP-1, and their like for signaling (DSP-5).
enum class Outage : std::uint8_t {
  starting,
  no_network,
  name_not_found,
  connection_refused,
  no_answer,
  certificate_refused,
  wrong_credentials,
  account_unknown,
  signaling_lost,
  nobody_ready,
};

inline constexpr std::array all_outages{
    Outage::starting,           Outage::no_network,      Outage::name_not_found,
    Outage::connection_refused, Outage::no_answer,       Outage::certificate_refused,
    Outage::wrong_credentials,  Outage::account_unknown, Outage::signaling_lost,
    Outage::nobody_ready,
};

// The stable word of logs and API (`reason_code`).
std::string_view code(Outage outage);

// The sentence for people.
std::string_view explanation(Outage outage);

}  // namespace portero::call
