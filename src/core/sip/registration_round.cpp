#include <algorithm>

#include "core/sip/registration.hpp"

// Which server is tried when (RFC 3263 section 4.3).
namespace portero::sip {

using namespace registration;

namespace {

// Behind the few that the zone prefers to the server that has us, or where the zone does not know
// it any more, behind the first few.
void insert_current(Candidate current, std::vector<Candidate>& order) {
  const auto place = std::ranges::find_if(
      order, [&](const Candidate& candidate) { return same_server(candidate, current); });
  std::size_t better = order.size();
  if (place != order.end()) {
    current = *place;
    order.erase(place);
    better = static_cast<std::size_t>(std::ranges::count_if(
        order, [&](const Candidate& candidate) { return candidate.rank < current.rank; }));
  }
  const std::size_t first = std::min(better, max_better_servers_tried);
  order.insert(order.begin() + static_cast<std::ptrdiff_t>(first), current);
}

}  // namespace

void Registration::begin_round() {
  round_ = Round{.registrar = registrar_uri(account_.server)};
  locate(account_.server);
}

void Registration::locate(const Target& target) {
  state_ = Locating{now_ + locate_limit, target};
  actions_.push_back(Locate{target});
}

void Registration::located(const ServerLocated& found) {
  if (found.candidates.empty()) return not_located(found.target, dns::Failure::not_found);
  if (found.target == account_.server) known_ = found.candidates;
  const auto* locating = std::get_if<Locating>(&state_);
  if (locating && locating->target == found.target) try_all(found.candidates);
}

// SIP-9: a name server that died takes nothing away that we know.
void Registration::not_located(const Target& target, dns::Failure why) {
  const auto* locating = std::get_if<Locating>(&state_);
  if (!locating || locating->target != target) return;
  if (target == account_.server && !known_.empty()) return try_all(std::vector{known_});
  note(failure_of(why, target));
  round_failed();
}

void Registration::try_all(const std::vector<Candidate>& candidates) {
  std::erase_if(resting_servers_, [this](const auto& rest) { return rest.second.until <= now_; });
  std::vector<Candidate> order;
  for (const Candidate& candidate : candidates) {
    const auto rest = resting_servers_.find(candidate.server);
    if (rest == resting_servers_.end())
      order.push_back(candidate);
    else
      note(rest->second.why);
  }
  if (binding_ && round_.redirects == 0) insert_current(binding_->way.server, order);
  std::ranges::reverse(order);
  round_.left = std::move(order);
  try_next();
}

void Registration::try_next() {
  if (round_.left.empty()) return round_failed();
  const Candidate next = round_.left.back();
  round_.left.pop_back();
  if (binding_ && same_server(next, binding_->way.server)) {
    binding_->way.server = next;  // with the rank it has now
    return ask(Way{binding_->way}, 1);
  }
  const Way way{.flow = flows_.next(), .server = next, .registrar = round_.registrar};
  state_ = Opening{silence_ends(), way};
  actions_.push_back(OpenFlow{way.flow, next});
}

void Registration::flow_opened(const FlowOpened& opened) {
  const auto* opening = std::get_if<Opening>(&state_);
  if (!opening || opening->way.flow != opened.flow) return;
  Way way = opening->way;
  way.local = way.seen = opened.local;
  ask(way, 1);
}

base::TimePoint Registration::silence_ends() const {
  const bool last_resort = round_.left.empty() && !binding_;
  return now_ + (last_resort ? timer::give_up : silence_limit);
}

std::optional<base::TimePoint> Registration::all_servers_rest_until() const {
  std::optional<base::TimePoint> earliest;
  for (const Candidate& candidate : known_) {
    const auto rest = resting_servers_.find(candidate.server);
    if (rest == resting_servers_.end()) return std::nullopt;
    if (!earliest || rest->second.until < *earliest) earliest = rest->second.until;
  }
  return earliest;
}

}  // namespace portero::sip
