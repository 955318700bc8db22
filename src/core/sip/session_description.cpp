#include "core/sip/session_description.hpp"

#include "core/sip/ascii.hpp"
#include "core/sip/content_type.hpp"
#include "core/sip/multipart.hpp"

namespace portero::sip {
namespace {

using Description = std::expected<std::optional<std::string>, Failure>;

constexpr int max_multipart_depth = 3;

std::unexpected<Failure> refuse(int status, std::string what) {
  return std::unexpected{Failure{status, std::move(what)}};
}

bool encoded(const Headers& headers) {
  const auto encoding = headers.first(HeaderId::content_encoding);
  return encoding && !equals_ignoring_case(*encoding, "identity");
}

// "session" is what a session description is for where nothing else is said (RFC 3261 20.11).
bool for_session(const std::optional<ContentDisposition>& disposition) {
  return !disposition || equals_ignoring_case(disposition->type, "session") ||
         equals_ignoring_case(disposition->type, "render");
}

Description find(const Headers& headers, const std::string& body, int depth);

// Of several that are for the session, in multipart/alternative, the last is the best.
Description find_in_parts(const ContentType& type, const std::string& body, int depth) {
  if (depth == max_multipart_depth) return refuse(415, "multipart within multipart, too deep");
  const auto parts = parse_multipart(body, type.parameters.value("boundary").value_or(""));
  if (!parts) return refuse(400, std::string{parts.error().what});
  const bool alternative = equals_ignoring_case(type.subtype, "alternative");
  std::optional<std::string> found;
  for (const BodyPart& part : *parts) {
    const auto inner = find(part.headers, part.body, depth + 1);
    if (!inner && !alternative) return inner;
    const std::optional<std::string> description = inner.value_or(std::nullopt);
    if (description && (alternative || !found)) found = description;
  }
  if (alternative && !found) return refuse(415, "no alternative that we understand");
  return found;
}

Description find(const Headers& headers, const std::string& body, int depth) {
  if (body.empty()) return std::nullopt;
  const auto type = content_type(headers).value_or(std::nullopt);
  if (!type) return refuse(400, "a body without a Content-Type that can be read");
  const auto disposition_field = content_disposition(headers);
  if (!disposition_field) return refuse(400, to_string(disposition_field.error()));
  const std::optional<ContentDisposition>& disposition = *disposition_field;

  const bool readable = !encoded(headers);
  if (readable && equals_ignoring_case(type->type, "multipart"))
    return find_in_parts(*type, body, depth);
  if (readable && type->is("application/sdp") && for_session(disposition)) return body;
  if (disposition && disposition->optional()) return std::nullopt;
  return refuse(415, "a body of another type than application/sdp");
}

}  // namespace

Description session_description(const Headers& headers, const std::string& body) {
  return find(headers, body, 0);
}

}  // namespace portero::sip
