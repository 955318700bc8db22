#include "core/sdp/session.hpp"

#include <algorithm>
#include <utility>

namespace portero::sdp {

const std::string* find_value(const Attributes& attributes, std::string_view name) {
  const auto found = std::ranges::find(attributes, name, &Attribute::name);
  return found == attributes.end() ? nullptr : &found->value;
}

const std::string* find_value(const Session& session, const Media& media, std::string_view name) {
  const std::string* own = find_value(media.attributes, name);
  return own != nullptr ? own : find_value(session.attributes, name);
}

Connection connection_to(std::string address) {
  Connection connection{.address = std::move(address)};
  if (connection.address.contains(':')) connection.address_type = "IP6";
  return connection;
}

bool is_unspecified(std::string_view address) {
  return !address.empty() && address.find_first_not_of("0.:") == std::string_view::npos;
}

bool same_content(const Session& left, const Session& right) {
  Origin aligned = left.origin;
  aligned.version = right.origin.version;
  return aligned == right.origin && left.name == right.name &&
         left.connection == right.connection && left.bandwidths == right.bandwidths &&
         left.times == right.times && left.attributes == right.attributes &&
         left.media == right.media;
}

const Connection* connection_of(const Session& session, const Media& media) {
  if (media.connection) return &*media.connection;
  return session.connection ? &*session.connection : nullptr;
}

}  // namespace portero::sdp
