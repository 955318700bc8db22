#include "core/console/sessions.hpp"

#include <algorithm>
#include <utility>

#include "core/console/secrets.hpp"

namespace portero::console {

void Sessions::open(std::string token, base::TimePoint now) {
  forget_old(now);
  if (sessions_.size() == max_sessions)
    sessions_.erase(std::ranges::min_element(sessions_, {}, &Session::used));
  sessions_.push_back({std::move(token), now, now});
}

bool Sessions::use(std::string_view token, base::TimePoint now) {
  forget_old(now);
  Session* const session = find(token);
  if (session == nullptr) return false;
  session->used = now;
  return true;
}

bool Sessions::knows(std::string_view token, base::TimePoint now) {
  forget_old(now);
  return find(token) != nullptr;
}

void Sessions::close(std::string_view token) {
  const Session* const session = find(token);
  if (session != nullptr) sessions_.erase(sessions_.begin() + (session - sessions_.data()));
}

// Looks at all of them, so that the time it takes tells nothing.
Sessions::Session* Sessions::find(std::string_view token) {
  Session* found = nullptr;
  for (Session& session : sessions_)
    if (are_equal(session.token, token)) found = &session;
  return found;
}

void Sessions::forget_old(base::TimePoint now) {
  std::erase_if(sessions_, [&](const Session& session) {
    return now - session.used >= idle_limit || now - session.began >= age_limit;
  });
}

}  // namespace portero::console
