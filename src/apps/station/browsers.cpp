#include "apps/station/browsers.hpp"

#include <algorithm>
#include <utility>

namespace portero::station {

media::ViewerId Browsers::add(std::string offer, Answer answer) {
  const media::ViewerId viewer = ids_.next();
  Browser& browser = browsers_[viewer];
  browser.offer = std::move(offer);
  browser.answer = std::move(answer);
  browser.patience.emplace(loop_);
  browser.patience->start(times_.answer_within, [this, viewer] { told_.unanswered(viewer); });
  return viewer;
}

std::string Browsers::let_in(media::ViewerId viewer, call::LegId leg) {
  Browser& browser = browsers_.at(viewer);
  browser.leg = leg;
  return std::move(browser.offer);
}

void Browsers::take_over(media::ViewerId old_viewer, media::ViewerId viewer) {
  const auto found = browsers_.find(old_viewer);
  if (found == browsers_.end()) return;
  Browser& browser = browsers_.at(viewer);
  browser.leg = std::exchange(found->second.leg, std::nullopt);
  browser.flow = found->second.flow;
  browser.was_connected = found->second.was_connected;
  browser.was_in_call = found->second.was_in_call;
}

bool Browsers::lose(media::ViewerId viewer) {
  const auto found = browsers_.find(viewer);
  if (found == browsers_.end()) return false;
  Browser& browser = found->second;
  browser.sight = media::Sight::nothing;
  if (!browser.leg || !browser.was_connected || !browser.was_in_call) return false;
  browser.patience.emplace(loop_);
  browser.patience->start(times_.comes_again_within, [this, viewer, leg = *browser.leg] {
    browsers_.erase(viewer);
    told_.given_up(leg);
  });
  if (const Answer answer = std::exchange(browser.answer, nullptr))
    answer(control::Refused{"no_media", "The connection was lost again. Try once more."});
  return true;
}

void Browsers::see(media::ViewerId viewer, media::Sight sight) {
  const auto found = browsers_.find(viewer);
  if (found != browsers_.end()) found->second.sight = sight;
}

bool Browsers::any_sees() const {
  return std::ranges::any_of(
      browsers_, [](const auto& entry) { return entry.second.sight != media::Sight::nothing; });
}

void Browsers::set_flow(media::ViewerId viewer, call::Flow flow) {
  const auto found = browsers_.find(viewer);
  if (found == browsers_.end()) return;
  found->second.flow = flow;
  found->second.was_in_call = found->second.was_in_call || flow == call::Flow::both;
}

call::Flow Browsers::flow_of(media::ViewerId viewer) const {
  const auto found = browsers_.find(viewer);
  return found == browsers_.end() ? call::Flow::none : found->second.flow;
}

bool Browsers::was_in_call(media::ViewerId viewer) const {
  const auto found = browsers_.find(viewer);
  return found != browsers_.end() && found->second.was_in_call;
}

std::string Browsers::description_of(media::ViewerId viewer) const {
  const auto found = browsers_.find(viewer);
  return found == browsers_.end() ? "" : found->second.description;
}

void Browsers::forget(media::ViewerId viewer, const control::Refused& why) {
  const auto found = browsers_.find(viewer);
  if (found == browsers_.end()) return;
  const Answer answer = std::move(found->second.answer);
  browsers_.erase(found);
  if (answer) answer(why);
}

std::optional<call::LegId> Browsers::leg_of(media::ViewerId viewer) const {
  const auto found = browsers_.find(viewer);
  return found == browsers_.end() ? std::nullopt : found->second.leg;
}

std::optional<media::ViewerId> Browsers::viewer_of(call::LegId leg) const {
  const auto found =
      std::ranges::find_if(browsers_, [&](const auto& entry) { return entry.second.leg == leg; });
  return found == browsers_.end() ? std::nullopt : std::optional{found->first};
}

void Browsers::described(const media::ViewerDescribed& ours) {
  const auto found = browsers_.find(ours.viewer);
  if (found != browsers_.end()) found->second.description = ours.sdp;
}

void Browsers::found(const media::ViewerCandidate& ours) {
  const auto found = browsers_.find(ours.viewer);
  if (found != browsers_.end()) found->second.candidates.push_back({ours.line, ours.candidate});
}

void Browsers::gathered(media::ViewerId viewer) {
  const auto found = browsers_.find(viewer);
  if (found == browsers_.end()) return;
  Browser& browser = found->second;
  browser.was_connected = true;
  browser.patience.reset();
  if (const Answer answer = std::exchange(browser.answer, nullptr))
    answer(control::Joined{viewer, sdp::with_candidates(browser.description, browser.candidates)});
}

control::Refused no_such_viewer() {
  return {"no_such_viewer", "This browser is not connected any more. Open the call again."};
}

}  // namespace portero::station
