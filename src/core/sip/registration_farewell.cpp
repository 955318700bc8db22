#include "core/sip/fields.hpp"
#include "core/sip/registration.hpp"

// The account is no longer wanted: calls must not ring here any more.
namespace portero::sip {

using namespace registration;

void Registration::leave() {
  abandon_attempt();
  if (!binding_) return finish();
  say_farewell({now_ + farewell_timeout, binding_->way, binding_->contact});
}

void Registration::say_farewell(const Leaving& leaving) {
  actions_.push_back(SendRegister{leaving.way.flow, make_request(leaving.way, leaving.contact, 0)});
  state_ = leaving;
}

void Registration::while_leaving(const Input& input) {
  const auto& leaving = std::get<Leaving>(state_);
  if (std::holds_alternative<TimePassed>(input)) return time_passed();
  if (std::holds_alternative<NetworkLost>(input)) return finish();
  if (const auto* flow = std::get_if<FlowFailed>(&input))
    if (flow->flow == leaving.way.flow) return finish();
  if (const auto* request = std::get_if<RequestFailed>(&input))
    if (request->sequence == sequence_) return finish();
  if (const auto* received = std::get_if<ResponseReceived>(&input)) {
    const auto number = cseq(received->response.headers);
    if (number && *number == CSeq{sequence_, MethodId::register_} &&
        received->response.status >= 200)
      farewell_answered(leaving, received->response);
  }
}

void Registration::farewell_answered(Leaving leaving, const Response& response) {
  const auto outcome = read_register_response(response, leaving.contact, 0, authorized_);
  const auto* challenge = std::get_if<RegistrationChallenged>(&outcome);
  if (!challenge || ++leaving.requests > max_requests_of_an_attempt || !take_challenge(*challenge))
    return finish();
  say_farewell(leaving);
}

void Registration::finish() {
  drop_binding();
  stale_contact_.reset();
  told_.reset();
  tell_by_.reset();
  state_ = Off{};
  actions_.push_back(Finish{});
}

}  // namespace portero::sip
