// Settings that are changed while the station runs.
#include <algorithm>
#include <iterator>
#include <ranges>
#include <set>
#include <utility>

#include "apps/station/account.hpp"
#include "apps/station/station.hpp"

namespace portero::station {

void Station::configure(StationSettings settings, Account account) {
  settings.recorder = settings_.recorder;
  settings.relay.program = settings_.relay.program;
  settings.relay.line = settings_.relay.line;
  settings.panel.program = settings_.panel.program;
  settings.display.program = settings_.display.program;
  account_changed_ = account_changed_ || account == Account::changed;
  const bool same_media = settings.media == settings_.media;
  if (settings_.display.sounds && !settings.display.sounds)
    media_->send(media::PlayCue{media::Cue::silence});
  settings_ = std::move(settings);
  if (!same_media) media_->send(media::Configure{settings_.media});
  relay_.use(settings_.relay.active);
  panel_.use(settings_.panel);
  if (display_) display_->configure(settings_.display.shown);
  receive(call::Configured{settings_.policy});
  tell_route_of_browsers();
  foresee_calls();
}

// In a call, the requests of the old account's server must still be known as its own.
void Station::use_account_when_idle() {
  if (!account_changed_ || gone_ || !legs_.empty()) return;
  account_changed_ = false;
  registered_.reset();
  trouble_.reset();
  agreed_ = {};
  receive(call::RouteDown{call::Route::sip, call::Outage::starting});
  phone_->use(settings_.phone);  // which may know at once why it cannot register
  up_without_account();
}

// Whom the button and the directory call by a name of DNS, each of them once. Not so many that the
// answers push each other out of the memory; the button's last, which are kept longest.
void Station::foresee_calls() {
  if (!settings_.policy.sip) return;
  constexpr std::size_t most_contacts = 16;
  std::vector<std::string> called;
  for (const call::Contact& contact : settings_.policy.directory | std::views::take(most_contacts))
    called.push_back(contact.party.name);
  std::ranges::copy(settings_.policy.sip->extensions, std::back_inserter(called));
  std::set<std::pair<std::string, std::optional<std::uint16_t>>> hosts;
  for (const std::string& extension : called)
    if (const auto target = uri_of(extension, settings_.phone);
        target && hosts.emplace(target->host, target->port).second)
      phone_->foresee(*target);
}

// SIP-6: without a server there is none to wait for.
void Station::up_without_account() {
  if (settings_.policy.sip && !settings_.phone.account) receive(call::RouteUp{call::Route::sip});
}

}  // namespace portero::station
