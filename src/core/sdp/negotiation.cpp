#include "core/sdp/negotiation.hpp"

#include <utility>

#include <fmt/format.h>

#include "core/sdp/answer.hpp"
#include "core/sdp/offer.hpp"
#include "core/sdp/parser.hpp"
#include "core/sdp/serializer.hpp"

namespace portero::sdp {
namespace {

Refuse unreadable(const ParseError& error) {
  return {{.status = 400,
           .code = WarnCode::miscellaneous,
           .text = "The session description cannot be read: " + quotable(to_text(error))}};
}

// The reason is for people; it differs between an offer and its repetition the other way round.
Agreement without_reasons(Agreement agreement) {
  if (agreement.audio) agreement.audio->why.clear();
  if (agreement.video) agreement.video->why.clear();
  return agreement;
}

// From what media was told before.
bool differs(const Exchange* before, const Agreement& agreement) {
  return before == nullptr || without_reasons(before->agreement) != without_reasons(agreement);
}

}  // namespace

NegotiationResult Negotiation::handle(const NegotiationInput& input) {
  return std::visit([this](const auto& what) { return on(what); }, input);
}

const Agreement* Negotiation::agreement() const {
  return current_ ? &current_->agreement : nullptr;
}

NegotiationResult Negotiation::on(const OfferWanted& wanted) {
  if (std::holds_alternative<Offering>(state_)) return Glare{Offerer::us};
  if (std::holds_alternative<Offered>(state_)) return Glare{Offerer::them};
  Session ours = make_offer(wanted.local, wanted.preferences, identity_, current());
  std::string sdp = send(ours);
  state_ = Offering{.ours = std::move(ours),
                    .ready = {.local = wanted.local, .preferences = wanted.preferences},
                    .preview = {}};
  return SendOffer{std::move(sdp)};
}

NegotiationResult Negotiation::on(const OfferArrived& arrived) {
  if (std::holds_alternative<Offering>(state_)) return Glare{Offerer::us};
  if (std::holds_alternative<Offered>(state_)) return Glare{Offerer::them};
  auto theirs = parse_session(arrived.sdp);
  if (!theirs) return unreadable(theirs.error());
  // A session refresh (RFC 4028) repeats what was said and needs nothing new from the media
  // process.
  if (current_ && same_content(current_->theirs, *theirs)) return answer(*theirs, ready_);
  state_ = Offered{*std::move(theirs)};
  return PrepareMedia{};
}

NegotiationResult Negotiation::on(const AnswerWanted& wanted) {
  auto* offered = std::get_if<Offered>(&state_);
  if (offered == nullptr) return Nothing{};
  const Session theirs = std::move(offered->theirs);
  state_ = Stable{};
  return answer(theirs, {.local = wanted.local, .preferences = wanted.preferences});
}

NegotiationResult Negotiation::on(const OfferDeclined&) {
  if (std::holds_alternative<Offered>(state_)) state_ = Stable{};
  return Nothing{};
}

NegotiationResult Negotiation::on(const AnswerArrived& arrived) {
  auto* offering = std::get_if<Offering>(&state_);
  // The 200 repeats the answer of a reliable 183, and some phones change it there all the same.
  const bool repeated =
      std::holds_alternative<Stable>(state_) && current_ && current_->offerer == Offerer::us;
  if (offering == nullptr && !repeated) return Nothing{};
  auto theirs = parse_session(arrived.sdp);
  if (!theirs) {
    if (arrived.reliable) state_ = Stable{};
    return unreadable(theirs.error());
  }
  return repeated ? take_repeated_answer(*std::move(theirs))
                  : take_first_answer(*offering, *std::move(theirs), arrived.reliable);
}

NegotiationResult Negotiation::on(const OfferFailed&) {
  if (std::holds_alternative<Offering>(state_)) state_ = Stable{};
  return Nothing{};
}

NegotiationResult Negotiation::on(const RequestSucceeded&) {
  auto* offering = std::get_if<Offering>(&state_);
  if (offering == nullptr) return Nothing{};
  const Offering done = std::move(*offering);
  state_ = Stable{};
  if (!done.preview)
    return Refuse{{.code = WarnCode::miscellaneous,
                   .text = "The other side accepted our offer without an answer to it"}};
  current_ = done.preview;
  ready_ = done.ready;
  return UseAgreement{.agreement = current_->agreement, .changed = false};
}

NegotiationResult Negotiation::answer(const Session& theirs, Ready ready) {
  auto made = make_answer(theirs, ready.local, ready.preferences, identity_, current());
  if (!made) return Refuse{std::move(made.error())};
  const bool changed = differs(current(), made->agreement);
  std::string sdp = send(made->session);
  current_ = Exchange{.ours = std::move(made->session),
                      .theirs = theirs,
                      .offerer = Offerer::them,
                      .agreement = std::move(made->agreement)};
  ready_ = std::move(ready);
  return SendAnswer{.sdp = std::move(sdp), .agreement = current_->agreement, .changed = changed};
}

NegotiationResult Negotiation::take_first_answer(Offering& offering, Session theirs,
                                                 bool reliable) {
  auto agreed = agree(offering.ours, theirs, Offerer::us);
  if (!agreed) {
    if (reliable) state_ = Stable{};
    return Refuse{std::move(agreed.error())};
  }
  const Exchange* told = offering.preview ? &*offering.preview : current();
  UseAgreement result{.agreement = *agreed, .changed = differs(told, *agreed)};
  offering.preview = Exchange{.ours = offering.ours,
                              .theirs = std::move(theirs),
                              .offerer = Offerer::us,
                              .agreement = *std::move(agreed)};
  if (!reliable) return result;
  current_ = std::move(offering.preview);
  ready_ = std::move(offering.ready);
  state_ = Stable{};
  return result;
}

NegotiationResult Negotiation::take_repeated_answer(Session theirs) {
  if (!current_) return Nothing{};
  auto agreed = agree(current_->ours, theirs, Offerer::us);
  if (!agreed) return Refuse{std::move(agreed.error())};
  UseAgreement result{.agreement = *agreed, .changed = differs(current(), *agreed)};
  current_->theirs = std::move(theirs);
  current_->agreement = *std::move(agreed);
  return result;
}

// The version counts the contents that we sent (RFC 3264 section 8).
std::string Negotiation::send(Session& ours) {
  if (last_sent_ && !same_content(*last_sent_, ours)) ++identity_.version;
  ours.origin.version = fmt::format("{}", identity_.version);
  last_sent_ = ours;
  return serialize(ours);
}

}  // namespace portero::sdp
