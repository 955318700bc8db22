// The phone that answers our call first has it; the others are told to hang up.
#include <algorithm>

#include "base/assert.hpp"
#include "core/sip/cancel.hpp"
#include "core/sip/invite_session.hpp"

namespace portero::sip {

void InviteSession::invite_accepted(const Responded& responded) {
  auto* const calling = std::get_if<Calling>(&state_);
  if (calling == nullptr) {
    const bool crossed = std::holds_alternative<Cancelling>(state_);
    if (!crossed) return dismiss(responded, {completed_elsewhere()});
    // Our CANCEL and their answer crossed.
    const std::vector<Reason> reasons = std::get<Cancelling>(state_).reasons;
    leave();
    other_forks_until_ = now_ + timer::give_up;
    return dismiss(responded, reasons);
  }
  other_forks_until_ = now_ + timer::give_up;
  const auto party = to(responded.response.headers);
  const std::string tag{party ? party->tag().value_or("") : ""};
  const auto fork = std::ranges::find_if(
      calling->forks, [&](const Usage& usage) { return usage.dialog.id().remote_tag == tag; });
  if (fork != calling->forks.end()) {
    fork->dialog.confirm(responded.response);
    return begin_talking(std::move(*fork), responded);
  }
  auto dialog = Dialog::as_caller(invite_request_, responded.response);
  if (!dialog) {
    end({.why = EndCause::failed,
         .status = responded.response.status,
         .words = "The answer cannot be understood: " + to_string(dialog.error())});
    return leave();
  }
  dialog->confirm(responded.response);
  PORTERO_ASSERT(offer_.has_value(), "our INVITE had an offer");
  begin_talking({*std::move(dialog), *offer_}, responded);
}

void InviteSession::begin_talking(Usage with, const Responded& responded) {
  const Response& response = responded.response;
  usage_ = std::move(with);
  state_ = Talking{};
  acknowledge(responded, usage().dialog);
  note_peer(response.headers);
  timer_.accepted(response.headers, now_);
  auto rejection = take_answer(usage(), response.headers, response.body, true, true);
  if (!rejection && usage().negotiation.agreement() == nullptr)
    rejection = sdp::Rejection{.text = "The phone answered without a description"};
  if (rejection)
    return hang_up({{"SIP", static_cast<std::uint16_t>(rejection->status), rejection->text}},
                   {.why = EndCause::failed,
                    .status = rejection->status,
                    .words = "The call cannot be: " + rejection->text + "."});
  tell(SessionAnswered{});
  note_hold();
}

// RFC 3261 section 13.2.2.4: acknowledged, and ended.
void InviteSession::dismiss(const Responded& responded, const std::vector<Reason>& reasons) {
  if (strays_.size() == max_strays) return;
  auto dialog = Dialog::as_caller(invite_request_, responded.response);
  if (!dialog) return;
  dialog->confirm(responded.response);
  acknowledge(responded, *dialog);
  send_bye(*dialog, reasons);
  strays_.push_back(*std::move(dialog));
}

}  // namespace portero::sip
