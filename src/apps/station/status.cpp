// What porteroctl asks, and is told.
#include "apps/station/station.hpp"
#include "base/overloaded.hpp"
#include "core/sip/ascii.hpp"

namespace portero::station {

control::Reply Station::obey(const control::ToStation& request) {
  return std::visit(base::overloaded{
                        [&](const control::Call& call) { return dial(call.extension); },
                        [&](const control::HangUp&) -> control::Reply {
                          receive(call::EndRequested{});
                          return control::Done{};
                        },
                        [&](const control::AskStatus&) -> control::Reply { return status(); },
                    },
                    request);
}

control::Status Station::status() const {
  control::Status status{.state = std::string{name(shown_.screen)}};
  if (shown_.outage) {
    status.reason_code = std::string{code(*shown_.outage)};
    status.reason = trouble_.empty() ? std::string{explanation(*shown_.outage)} : trouble_;
  }
  if (registered_) {
    const auto& server = registered_->server;
    const auto renewal = phone_->renewal();
    const base::Duration left = renewal ? *renewal - loop_.now() : base::Duration{};
    status.registration = control::Status::Registration{
        .server = base::to_string(server.server),
        .transport = sip::to_lower(sip::name(server.transport)),
        .renewed_in = std::chrono::duration_cast<std::chrono::seconds>(left)};
  }
  if (const auto* conversation = call::conversation_of(call_.state()))
    for (const call::Leg& leg : conversation->legs()) status.parties.push_back(leg.party.name);
  if (!last_end_.empty()) status.last_end = last_end_;
  return status;
}

// A call in progress has its time; then the server is told, and does not ring us any more.
void Station::leave(std::function<void()> gone) {
  gone_ = std::move(gone);
  log_.info("station", "stopping");
  drain_.start(drain_limit, [this] { receive(call::EndRequested{}); });
  leave_when_idle();
}

void Station::leave_when_idle() {
  if (!gone_ || signing_off_ || !legs_.empty()) return;
  signing_off_ = true;
  drain_.start(drain_limit, [this] { on(phone::SignedOff{}); });
  phone_->stop();
}

void Station::on(const phone::SignedOff&) {
  drain_.cancel();
  if (const auto gone = std::exchange(gone_, nullptr)) gone();
}

}  // namespace portero::station
