#include "core/sip/session_timer.hpp"

#include <algorithm>

#include "core/sip/option_tags.hpp"

namespace portero::sip {
namespace {

using std::chrono::seconds;

constexpr std::uint32_t one_day = 24 * 60 * 60;
constexpr base::Duration pause_before_another_try = seconds(10);
// RFC 4028 section 10: who waits for a refresh gives up a little before the end.
constexpr base::Duration longest_margin = seconds(32);

bool supports_timer(const Headers& headers) {
  const auto tags = supported(headers);
  return tags && has_option(*tags, "timer");
}

}  // namespace

void SessionTimer::propose(Headers& request) const {
  // Section 7.4: a refresh keeps the interval that was agreed.
  SessionExpires ours{std::max(running_ ? running_->seconds : wanted_, shortest_), std::nullopt};
  if (running_) ours.refresher = running_->ours ? Refresher::uac : Refresher::uas;
  request.set(HeaderId::session_expires, to_string(ours));
  request.set(HeaderId::min_se, std::to_string(shortest_));
}

bool SessionTimer::refused(const Headers& response) {
  const auto longer = min_se(response).value_or(std::nullopt);
  if (!longer || *longer <= std::max(wanted_, shortest_) || *longer > one_day) return false;
  wanted_ = *longer;
  shortest_ = *longer;
  return true;
}

void SessionTimer::accepted(const Headers& response, base::TimePoint now) {
  const auto theirs = session_expires(response).value_or(std::nullopt);
  if (!theirs) return running_.reset();
  run(theirs->seconds, theirs->refresher.value_or(Refresher::uac) == Refresher::uac, now);
}

bool SessionTimer::too_short(const Headers& request) const {
  const auto theirs = session_expires(request).value_or(std::nullopt);
  return theirs && theirs->seconds < shortest_;
}

void SessionTimer::accept(const Headers& request, Headers& response, base::TimePoint now) {
  const auto theirs = session_expires(request).value_or(std::nullopt);
  if (!theirs) return running_.reset();
  const std::uint32_t least =
      std::max(shortest_, min_se(request).value_or(std::nullopt).value_or(0));
  const std::uint32_t agreed = std::max(std::min(theirs->seconds, wanted_), least);

  const bool they_can = supports_timer(request);
  const Refresher refresher =
      they_can ? theirs->refresher.value_or(Refresher::uac) : Refresher::uas;
  response.set(HeaderId::session_expires, to_string(SessionExpires{agreed, refresher}));
  if (refresher == Refresher::uac) response.set(HeaderId::require, "timer");
  run(agreed, refresher == Refresher::uas, now);
}

void SessionTimer::run(std::uint32_t interval, bool ours, base::TimePoint now) {
  // A peer that breaks the limit must not keep us busy.
  const base::Duration whole =
      seconds(std::clamp(interval, shortest_, std::max(one_day, shortest_)));
  running_ = Running{.seconds = interval, .ours = ours, .refresh = {}, .end = now + whole};
  if (ours)
    running_->refresh = now + whole / 2;
  else
    running_->end -= std::min(longest_margin, whole / 3);
}

bool SessionTimer::refresh_due(base::TimePoint now) {
  if (!running_ || !running_->refresh || now < *running_->refresh) return false;
  running_->refresh.reset();
  return true;
}

void SessionTimer::refresh_failed(base::TimePoint now) {
  if (!running_ || !running_->ours) return;
  running_->refresh = now + std::max(pause_before_another_try, (running_->end - now) / 2);
}

std::optional<base::TimePoint> SessionTimer::next_deadline() const {
  if (!running_) return std::nullopt;
  return running_->refresh ? std::min(*running_->refresh, running_->end) : running_->end;
}

}  // namespace portero::sip
