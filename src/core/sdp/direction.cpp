#include "core/sdp/direction.hpp"

#include <optional>

namespace portero::sdp {
namespace {

std::optional<Direction> said_direction(const Attributes& attributes) {
  for (const Attribute& attribute : attributes)
    for (const Direction direction :
         {Direction::inactive, Direction::sendonly, Direction::recvonly, Direction::sendrecv})
      if (attribute.name == to_text(direction)) return direction;
  return std::nullopt;
}

bool takes_no_media(const Session& session, const Media& media) {
  const Connection* connection = connection_of(session, media);
  return connection != nullptr && is_unspecified(connection->address) &&
         find_value(session, media, "ice-ufrag") == nullptr;
}

}  // namespace

Direction direction_from(bool sends, bool receives) {
  if (sends) return receives ? Direction::sendrecv : Direction::sendonly;
  return receives ? Direction::recvonly : Direction::inactive;
}

bool sends(Direction direction) {
  return direction == Direction::sendonly || direction == Direction::sendrecv;
}

bool receives(Direction direction) {
  return direction == Direction::recvonly || direction == Direction::sendrecv;
}

Direction reversed(Direction direction) {
  return direction_from(receives(direction), sends(direction));
}

Direction both(Direction left, Direction right) {
  return direction_from(sends(left) && sends(right), receives(left) && receives(right));
}

std::string_view to_text(Direction direction) {
  switch (direction) {
    case Direction::inactive: return "inactive";
    case Direction::sendonly: return "sendonly";
    case Direction::recvonly: return "recvonly";
    case Direction::sendrecv: return "sendrecv";
  }
  return {};
}

Direction direction_of(const Session& session, const Media& media) {
  auto said = said_direction(media.attributes);
  if (!said) said = said_direction(session.attributes);
  const Direction direction = said.value_or(Direction::sendrecv);
  return takes_no_media(session, media) ? both(direction, Direction::sendonly) : direction;
}

}  // namespace portero::sdp
