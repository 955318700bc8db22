#include "core/sdp/description.hpp"

#include <utility>

#include <fmt/format.h>

#include "core/sdp/bundle.hpp"
#include "core/sdp/rtp_attributes.hpp"

namespace portero::sdp {

Session our_session(const LocalMedia& local, const Identity& identity) {
  Session session;
  session.connection = connection_to(local.address);
  session.origin = {.user = "-",
                    .session_id = identity.session_id,
                    .version = fmt::format("{}", identity.version),
                    .address = *session.connection};
  session.name = "Portero";
  return session;
}

void append_flag(Media& media, std::string_view name) {
  media.attributes.push_back({.name = std::string{name}});
}

void append_value(Media& media, std::string_view name, std::string value) {
  media.attributes.push_back({.name = std::string{name}, .value = std::move(value)});
}

void append_rtcp(Media& media, const LocalStream& stream, bool mux) {
  if (stream.rtcp_port != 0 && stream.rtcp_port != stream.port + 1)
    media.attributes.push_back(attribute_of(Rtcp{.port = stream.rtcp_port, .address = {}}));
  if (mux) append_flag(media, "rtcp-mux");
}

void append_ice(Session& session, Media& media, const LocalMedia& local,
                const LocalStream& stream) {
  if (!local.ice) return;
  IceDescription ice = *local.ice;
  ice.candidates = stream.candidates;
  append_ice(session, media, ice);
}

Media refused_line(const Media& line) {
  Media refused{.type = line.type, .port = 0, .proto = line.proto, .formats = line.formats};
  if (const std::string mid = mid_of(line); !mid.empty()) append_value(refused, "mid", mid);
  return refused;
}

}  // namespace portero::sdp
