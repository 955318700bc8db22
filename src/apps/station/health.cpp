// What the station knows of itself, for diagnostics.
#include <utility>

#include "apps/station/station.hpp"

namespace portero::station {

diagnostics::SignIn Station::sign_in() const {
  diagnostics::SignIn told{.failure = trouble_};
  if (!registered_) return told;
  told.registered = true;
  told.another_waits = account_changed_;
  told.server = sip::in_words(registered_->server);
  if (const auto renewal = phone_->renewal())
    told.renewed_in = std::chrono::duration_cast<std::chrono::seconds>(*renewal - loop_.now());
  return told;
}

diagnostics::RelayLook Station::relay() const {
  return {.attended = relay_.attends(),
          .simulated = std::holds_alternative<door::Simulated>(settings_.relay.line),
          .line = to_text(settings_.relay.line)};
}

diagnostics::DeviceKnown Station::device(media::Device device) const {
  const auto known = devices_.find(device);
  return known == devices_.end() ? diagnostics::DeviceKnown{} : known->second;
}

// A camera that is back does not tell its name again.
void Station::note(const media::DeviceFound& found) {
  diagnostics::DeviceKnown& known = devices_[found.device];
  const bool is_back = std::exchange(known.lost, std::nullopt).has_value();
  if (found.device != media::Device::camera || !is_back || !known.name) known.name = found.name;
}

void Station::hear(std::function<void(double)> told) {
  level_awaited_ = std::move(told);
  media_->send(media::AskStatistics{});
}

void Station::note(const media::Statistics& figures) {
  if (const auto told = std::exchange(level_awaited_, nullptr)) told(figures.microphone_dbfs);
}

}  // namespace portero::station
