#include "core/sip/header.hpp"

#include <algorithm>
#include <array>

#include "core/sip/ascii.hpp"

namespace portero::sip {
namespace {

enum class Holds { one, list };

struct Known {
  HeaderId id;
  std::string_view name;
  Holds holds;
  std::string_view compact = "";
};

constexpr auto known = std::to_array<Known>({
    {HeaderId::accept, "Accept", Holds::list},
    {HeaderId::alert_info, "Alert-Info", Holds::list},
    {HeaderId::allow, "Allow", Holds::list},
    {HeaderId::allow_events, "Allow-Events", Holds::list, "u"},
    {HeaderId::authentication_info, "Authentication-Info", Holds::one},
    {HeaderId::authorization, "Authorization", Holds::one},
    {HeaderId::call_id, "Call-ID", Holds::one, "i"},
    {HeaderId::call_info, "Call-Info", Holds::list},
    {HeaderId::contact, "Contact", Holds::list, "m"},
    {HeaderId::content_disposition, "Content-Disposition", Holds::one},
    {HeaderId::content_encoding, "Content-Encoding", Holds::list, "e"},
    {HeaderId::content_length, "Content-Length", Holds::one, "l"},
    {HeaderId::content_type, "Content-Type", Holds::one, "c"},
    {HeaderId::cseq, "CSeq", Holds::one},
    {HeaderId::date, "Date", Holds::one},
    {HeaderId::event, "Event", Holds::one, "o"},
    {HeaderId::expires, "Expires", Holds::one},
    {HeaderId::from, "From", Holds::one, "f"},
    {HeaderId::history_info, "History-Info", Holds::list},
    {HeaderId::max_forwards, "Max-Forwards", Holds::one},
    {HeaderId::mime_version, "MIME-Version", Holds::one},
    {HeaderId::min_expires, "Min-Expires", Holds::one},
    {HeaderId::min_se, "Min-SE", Holds::one},
    {HeaderId::organization, "Organization", Holds::one},
    {HeaderId::p_asserted_identity, "P-Asserted-Identity", Holds::list},
    {HeaderId::path, "Path", Holds::list},
    {HeaderId::proxy_authenticate, "Proxy-Authenticate", Holds::one},
    {HeaderId::proxy_authorization, "Proxy-Authorization", Holds::one},
    {HeaderId::proxy_require, "Proxy-Require", Holds::list},
    {HeaderId::rack, "RAck", Holds::one},
    {HeaderId::reason, "Reason", Holds::list},
    {HeaderId::record_route, "Record-Route", Holds::list},
    {HeaderId::refer_to, "Refer-To", Holds::one, "r"},
    {HeaderId::referred_by, "Referred-By", Holds::one, "b"},
    {HeaderId::replaces, "Replaces", Holds::one},
    {HeaderId::require, "Require", Holds::list},
    {HeaderId::retry_after, "Retry-After", Holds::one},
    {HeaderId::route, "Route", Holds::list},
    {HeaderId::rseq, "RSeq", Holds::one},
    {HeaderId::server, "Server", Holds::one},
    {HeaderId::service_route, "Service-Route", Holds::list},
    {HeaderId::session_expires, "Session-Expires", Holds::one, "x"},
    {HeaderId::subject, "Subject", Holds::one, "s"},
    {HeaderId::subscription_state, "Subscription-State", Holds::one},
    {HeaderId::supported, "Supported", Holds::list, "k"},
    {HeaderId::timestamp, "Timestamp", Holds::one},
    {HeaderId::to, "To", Holds::one, "t"},
    {HeaderId::unsupported, "Unsupported", Holds::list},
    {HeaderId::user_agent, "User-Agent", Holds::one},
    {HeaderId::via, "Via", Holds::list, "v"},
    {HeaderId::warning, "Warning", Holds::list},
    {HeaderId::www_authenticate, "WWW-Authenticate", Holds::one},
});
static_assert(known.size() == static_cast<std::size_t>(HeaderId::other));

// Compact forms of fields that we only pass on.
struct LongForm {
  std::string_view compact;
  std::string_view name;
};
constexpr auto other_compact = std::to_array<LongForm>({
    {"a", "Accept-Contact"},
    {"d", "Request-Disposition"},
    {"j", "Reject-Contact"},
    {"n", "Identity-Info"},
    {"y", "Identity"},
});

}  // namespace

HeaderName HeaderName::from_text(std::string_view token) {
  const auto* const found = std::ranges::find_if(known, [token](const Known& header) {
    return equals_ignoring_case(header.name, token) ||
           (!header.compact.empty() && equals_ignoring_case(header.compact, token));
  });
  if (found != known.end()) return found->id;
  const auto* const compact = std::ranges::find_if(other_compact, [token](const LongForm& form) {
    return equals_ignoring_case(form.compact, token);
  });
  HeaderName name{HeaderId::other};
  name.other_ = compact == other_compact.end() ? token : compact->name;
  return name;
}

std::string_view HeaderName::text() const {
  const auto* const found = std::ranges::find(known, id_, &Known::id);
  return found == known.end() ? std::string_view{other_} : found->name;
}

bool HeaderName::operator==(const HeaderName& that) const {
  return id_ == that.id_ && equals_ignoring_case(other_, that.other_);
}

bool may_hold_list(HeaderId id) {
  const auto* const found = std::ranges::find(known, id, &Known::id);
  return found != known.end() && found->holds == Holds::list;
}

}  // namespace portero::sip
