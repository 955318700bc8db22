// What the far side sends within a dialog.
#include <algorithm>

#include "core/dtmf/info.hpp"
#include "core/sip/capabilities.hpp"
#include "core/sip/content_type.hpp"
#include "core/sip/invite_session.hpp"
#include "core/sip/media_control.hpp"
#include "core/sip/option_tags.hpp"
#include "core/sip/session_description.hpp"

namespace portero::sip {

void InviteSession::on(const RequestArrived& arrived) {
  if (std::holds_alternative<Fresh>(state_)) return invite_arrived(arrived);
  const auto id = dialog_id_of(arrived.request.headers);
  if (Usage* const usage = id ? usage_of(*id) : nullptr) return in_dialog(*usage, arrived);
  // A phone that we told to hang up may do so by itself at the same time.
  const bool bye = arrived.request.method == Method{MethodId::bye};
  respond(arrived.transaction, reply(arrived.request, bye && id && has(*id) ? 200 : 481));
}

void InviteSession::in_dialog(Usage& usage, const RequestArrived& arrived) {
  const Request& request = arrived.request;
  const auto refuse = [&](int status) { respond(arrived.transaction, reply(request, status)); };
  const auto number = cseq(request.headers);
  if (!number || !usage.dialog.take_in_order(number->number)) return refuse(500);
  if (std::holds_alternative<Talking>(state_)) tell(SessionHeard{});
  if (std::holds_alternative<Leaving>(state_) && request.method != Method{MethodId::bye})
    return refuse(481);

  const auto unknown = unsupported_requirements(request.headers);
  if (!unknown) return refuse(400);
  if (!unknown->empty()) {
    Response refusal = reply(request, 420);
    refusal.headers.set(HeaderId::unsupported, to_string(*unknown));
    return respond(arrived.transaction, std::move(refusal));
  }
  if (const int status = status_of_method(request.method)) return refuse(status);
  const MethodId method = request.method.id();
  if (method == MethodId::bye) return bye_arrived(usage, arrived);
  if (method == MethodId::info) return info_arrived(arrived);
  if (method == MethodId::prack) return prack_arrived(usage, arrived);
  if (method == MethodId::invite || method == MethodId::update)
    return change_arrived(usage, arrived);
  Response answer = answer_to_options(request);
  answer.headers.set(HeaderId::server, config_.product);
  respond(arrived.transaction, std::move(answer));
}

void InviteSession::bye_arrived(const Usage& usage, const RequestArrived& arrived) {
  const DialogId id = usage.dialog.id();
  respond(arrived.transaction, reply(arrived.request, 200));
  if (const auto* incoming = std::get_if<Incoming>(&state_))
    return reject_invite(reply(incoming->invite, 487), hung_up_by(arrived.request.headers));
  if (auto* calling = std::get_if<Calling>(&state_)) {
    std::erase_if(calling->forks, [&](const Usage& fork) { return fork.dialog.id() == id; });
    return;
  }
  accepted_ = {};
  end(hung_up_by(arrived.request.headers));
  leave();
}

void InviteSession::info_arrived(const RequestArrived& arrived) {
  const Request& request = arrived.request;
  const auto package = HeaderName::from_text("Info-Package");
  if (request.headers.first(package)) {
    // RFC 6086 section 4.2.2: we are willing to receive none.
    Response refusal = reply(request, 469);
    refusal.headers.set(HeaderName::from_text("Recv-Info"), "");
    return respond(arrived.transaction, std::move(refusal));
  }
  const auto type = content_type(request.headers).value_or(std::nullopt);
  const auto is = [&](std::string_view media_type) { return type && type->is(media_type); };
  const bool key = is("application/dtmf-relay") || is("application/dtmf");
  const bool control = is("application/media_control+xml");
  if (!request.body.empty() && !key && !control)
    return respond(arrived.transaction, reply(request, 415));
  respond(arrived.transaction, reply(request, 200));
  // Before the answer there is nobody who could ask for anything (UNL-6).
  if (!std::holds_alternative<Talking>(state_)) return;
  if (const auto pressed = key ? dtmf::parse_info(request.body) : std::nullopt)
    tell(KeyReported{*pressed});
  if (control && asks_for_key_frame(request.body)) tell(KeyFrameWanted{});
}

// RFC 3262 section 3. It may bring the answer to our offer, or another offer.
void InviteSession::prack_arrived(Usage& usage, const RequestArrived& arrived) {
  const Request& request = arrived.request;
  auto* const incoming = std::get_if<Incoming>(&state_);
  const auto which = rack(request.headers).value_or(std::nullopt);
  if (incoming == nullptr || !which || !incoming->reliable.acknowledged(*which))
    return respond(arrived.transaction, reply(request, 481));
  const auto description = session_description(request.headers, request.body);
  if (!description) return respond(arrived.transaction, reply(request, description.error().status));
  const bool ours_is_open = usage.negotiation.agreement() == nullptr;
  if (*description && !ours_is_open) {
    offer_arrived(usage, arrived, *description);
    return go_on_with_invite();
  }
  respond(arrived.transaction, reply(request, 200));
  if (ours_is_open && !incoming->they_offered)
    if (const auto why = take_answer(usage, request.headers, request.body, true, true))
      return reject_invite(refusal_with(incoming->invite, *why),
                           {.why = EndCause::failed, .status = why->status, .words = why->text});
  go_on_with_invite();
}

void InviteSession::change_arrived(Usage& usage, const RequestArrived& arrived) {
  const Request& request = arrived.request;
  if (auto objection = objection_to_change(request))
    return respond(arrived.transaction, *std::move(objection));
  const auto description = session_description(request.headers, request.body);
  if (!description) return respond(arrived.transaction, reply(request, description.error().status));
  note_peer(request.headers);
  offer_arrived(usage, arrived, *description);
}

// RFC 3261 section 14.2, RFC 3311 section 5.2, RFC 4028 section 9.
std::optional<Response> InviteSession::objection_to_change(const Request& request) const {
  const bool invite = request.method == Method{MethodId::invite};
  if (pending_) return come_back_later(request);
  if (invite && std::holds_alternative<Incoming>(state_)) return come_back_later(request);
  if (invite && accepted_.full()) return come_back_later(request);
  if (invite && (std::holds_alternative<Calling>(state_) || under_way(Purpose::reinvite)))
    return reply(request, 491);
  if (timer_.too_short(request.headers)) {
    Response refusal = reply(request, 422);
    refusal.headers.set(HeaderId::min_se, std::to_string(timer_.shortest()));
    return refusal;
  }
  return std::nullopt;
}

void InviteSession::offer_arrived(Usage& usage, const RequestArrived& arrived,
                                  const std::optional<std::string>& description) {
  const bool invite = arrived.request.method == Method{MethodId::invite};
  if (!description && invite) return prepare_media_for(usage, arrived, false);
  if (!description) return answer_change(usage, arrived.transaction, arrived.request, "");
  const auto result = usage.negotiation.handle(sdp::OfferArrived{*description});
  if (std::holds_alternative<sdp::PrepareMedia>(result))
    return prepare_media_for(usage, arrived, true);
  answer_with(usage, arrived.transaction, arrived.request, result);
}

void InviteSession::on(const AckArrived& arrived) {
  const Headers& headers = arrived.ack.headers;
  const auto number = cseq(headers);
  if (!usage_ || !number || dialog_id_of(headers) != usage_->dialog.id()) return;
  if (!accepted_.acknowledged(number->number)) return;
  first_ack_missing_ = false;
  if (const auto* leaving = std::get_if<Leaving>(&state_); leaving != nullptr && leaving->bye) {
    const std::vector<Reason> reasons = *leaving->bye;
    accepted_ = {};
    state_ = Leaving{};
    return send_bye(usage().dialog, reasons);
  }
  tell(SessionHeard{});
  if (answer_in_ack_ != number->number) return;
  answer_in_ack_.reset();
  if (const auto why = take_answer(usage(), headers, arrived.ack.body, true, true))
    return hang_up({{"SIP", static_cast<std::uint16_t>(why->status), why->text}},
                   {.why = EndCause::failed,
                    .status = why->status,
                    .words = "The call cannot be: " + why->text + "."});
  note_hold();
}

}  // namespace portero::sip
