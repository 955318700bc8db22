#include "core/call/dialling.hpp"

#include "base/overloaded.hpp"
#include "core/call/call.hpp"

namespace portero::call {

using base::OneOf;
using base::overloaded;

std::optional<DialObjection> Call::objection_to_dialling() const {
  using Objection = std::optional<DialObjection>;
  return std::visit(
      overloaded{
          [](const Disabled&) -> Objection { return DialRefusal::disabled; },
          [&](const OneOf<Unavailable, Waiting> auto&) -> Objection {
            if (!policy_.sip) return DialRefusal::sip_off;
            return routes_.outage(Route::sip);
          },
          [](const Ringing&) -> Objection { return DialRefusal::ringing; },
          [](const OneOf<Talking, Paused> auto&) -> Objection { return DialRefusal::in_call; },
      },
      state_);
}

void Call::dial(const std::string& extension) {
  if (!objection_to_dialling()) state_ = ring({extension}, std::nullopt, "");
}

std::string_view code(const DialObjection& objection) {
  return std::visit(overloaded{
                        [](DialRefusal refusal) -> std::string_view {
                          switch (refusal) {
                            case DialRefusal::disabled: return "disabled";
                            case DialRefusal::sip_off: return "sip_off";
                            case DialRefusal::ringing: return "ringing";
                            case DialRefusal::in_call: return "in_call";
                          }
                          return "";
                        },
                        [](Outage) -> std::string_view { return "offline"; },
                    },
                    objection);
}

std::string_view explanation(const DialObjection& objection) {
  return std::visit(overloaded{
                        [](DialRefusal refusal) -> std::string_view {
                          switch (refusal) {
                            case DialRefusal::disabled:
                              return "The intercom is disabled. Enable SIP to call.";
                            case DialRefusal::sip_off:
                              return "SIP is off. Enable it to call an extension.";
                            case DialRefusal::ringing:
                              return "The station rings already. Hang up first.";
                            case DialRefusal::in_call:
                              return "The station is in a call. Hang up first.";
                          }
                          return "";
                        },
                        [](Outage outage) { return explanation(outage); },
                    },
                    objection);
}

}  // namespace portero::call
