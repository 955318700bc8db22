#pragma once

#include <string>
#include <string_view>

namespace portero::sip {

// The header fields that we act on.
enum class HeaderId {
  accept,
  alert_info,
  allow,
  allow_events,
  authentication_info,
  authorization,
  call_id,
  call_info,
  contact,
  content_disposition,
  content_encoding,
  content_length,
  content_type,
  cseq,
  date,
  event,
  expires,
  from,
  history_info,
  max_forwards,
  mime_version,
  min_expires,
  min_se,
  organization,
  p_asserted_identity,
  path,
  proxy_authenticate,
  proxy_authorization,
  proxy_require,
  rack,
  reason,
  record_route,
  refer_to,
  referred_by,
  replaces,
  require,
  retry_after,
  route,
  rseq,
  server,
  service_route,
  session_expires,
  subject,
  subscription_state,
  supported,
  timestamp,
  to,
  unsupported,
  user_agent,
  via,
  warning,
  www_authenticate,
  other,
};

// A header field's name, compared without case. Known ones are written in their long form.
class HeaderName {
 public:
  // HeaderId::other alone names nothing.
  explicit(false) HeaderName(HeaderId id) : id_(id) {}
  // Understands the compact forms of RFC 3261 section 7.3.3, 3515, 3841, 3892, 4028 and 6665.
  [[nodiscard]] static HeaderName from_text(std::string_view token);

  [[nodiscard]] HeaderId id() const { return id_; }
  [[nodiscard]] std::string_view text() const;

  bool operator==(const HeaderName& that) const;

 private:
  HeaderId id_;
  std::string other_;
};

// Whether two of these fields mean the same as one with a comma between their values. Not so for
// credentials and challenges, which hold commas of their own.
[[nodiscard]] bool may_hold_list(HeaderId id);

}  // namespace portero::sip
