#include "core/sip/redirection.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "core/sip/ascii.hpp"

namespace portero::sip {
namespace {

constexpr int best_quality = 1000;

// qvalue of RFC 3261 section 25.1, in thousandths; what cannot be read is the best.
int quality(const NameAddr& contact) {
  const std::string_view q = contact.parameters.value("q").value_or("1");
  if (!q.starts_with("0")) return best_quality;
  if (!q.starts_with("0.")) return 0;
  std::string digits{q.substr(2, 3)};
  digits.resize(3, '0');
  return static_cast<int>(parse_decimal<unsigned>(digits).value_or(best_quality));
}

}  // namespace

void Redirection::redirected(const Contacts& contacts) {
  if (++redirections_ > max_redirections) return;
  std::multimap<int, Uri, std::greater<>> best_first;
  for (const NameAddr& contact : contacts.list) best_first.emplace(quality(contact), contact.uri);
  for (const auto& [q, uri] : best_first) {
    const bool secure = uri.scheme == Scheme::sips;
    // RFC 3261 section 8.1.3.4: a call to a sips: URI stays one.
    const bool callable =
        secure || (uri.scheme == Scheme::sip && seen_.front().scheme != Scheme::sips);
    const bool seen =
        std::ranges::any_of(seen_, [&](const Uri& before) { return equivalent(before, uri); });
    if (!callable || seen || seen_.size() == max_targets) continue;
    seen_.push_back(uri);
    untried_.push_back(uri);
  }
}

std::optional<Uri> Redirection::next() {
  if (untried_.empty()) return std::nullopt;
  Uri uri = std::move(untried_.front());
  untried_.pop_front();
  return uri;
}

}  // namespace portero::sip
