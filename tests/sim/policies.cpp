#include "tests/sim/policies.hpp"

#include "tests/sim/cast.hpp"
#include "tests/sim/dice.hpp"

namespace portero::sim {
namespace {

using namespace std::chrono_literals;

call::SipPolicy sip(Dice& dice) {
  call::SipPolicy policy;
  const int button = dice.between(0, 14);
  if (button == 0) policy.button = call::SipButton::disabled;
  if (button == 1) policy.button = call::SipButton::directory;
  const int rung = dice.between(1, 4);
  for (int phone = 0; phone < rung; ++phone) policy.extensions.push_back(phone_name(phone));
  policy.accept_incoming = dice.percent(85);
  if (dice.percent(60))
    for (int phone = 0; phone < listed_phone_count; ++phone)
      policy.allowed_callers.push_back(phone_name(phone));
  return policy;
}

call::WebrtcPolicy webrtc(Dice& dice) {
  if (dice.percent(60)) return {call::Ask::operators};
  if (dice.percent(30)) return {call::Ask::mobile_phones};
  return {};
}

access::Outputs outputs(Dice& dice) {
  access::Outputs outputs;
  if (dice.percent(85)) outputs.relay = access::RelayPulse{.hold = dice.between(500ms, 5s)};
  if (dice.percent(50)) {
    outputs.credential = access::CredentialOutput{.bits = *access::Bits::from_text("01010101"),
                                                  .feedback_timeout = std::nullopt};
    if (dice.percent(60)) outputs.credential->feedback_timeout = dice.between(1s, 4s);
  }
  return outputs;
}

}  // namespace

call::Policy policy(std::uint64_t seed, int number) {
  Dice dice(mix(seed, number, 0x5e));
  call::Policy policy;
  if (number != switched_off) {
    if (dice.percent(number == 0 ? 97 : 80)) policy.sip = sip(dice);
    if (dice.percent(number == 0 ? 97 : 80) || !policy.sip) policy.webrtc = webrtc(dice);
  }
  for (int contact = 0; contact < contact_count; ++contact) {
    const call::Party party = contact < 3 ? call::Party{call::Route::sip, phone_name(contact)}
                                          : call::Party{call::Route::webrtc, "reception"};
    policy.directory.push_back({call::ContactId{static_cast<std::uint64_t>(contact)}, party});
  }
  policy.visitor_may_cancel = dice.percent(30);
  policy.ring_timeout = dice.between(8s, 40s);
  policy.vanish_timeout = dice.between(10s, 20s);
  policy.unlock_by_key = dice.percent(85);
  policy.unlock_outside_call = static_cast<call::OutsideCall>(dice.between(0, 2));
  if (dice.percent(30))
    policy.unlock_key = *dtmf::Key::from_event(static_cast<std::uint8_t>(dice.between(0, 9)));
  policy.outputs = outputs(dice);
  return policy;
}

}  // namespace portero::sim
