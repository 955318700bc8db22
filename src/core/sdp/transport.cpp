#include "core/sdp/transport.hpp"

#include "core/sdp/bundle.hpp"
#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/rtp_profile.hpp"

namespace portero::sdp {
namespace {

bool has_mux(const Media& media) { return find_value(media.attributes, "rtcp-mux") != nullptr; }

void set_remote(Transport& transport, LineOf at) {
  const Connection* connection = connection_of(at.session, at.media);
  transport.remote_address = connection == nullptr ? "" : connection->address;
  transport.remote_port = at.media.port;
  transport.remote_rtcp_address = transport.remote_address;
  if (transport.rtcp_mux) {
    transport.remote_rtcp_port = transport.remote_port;
    return;
  }
  transport.remote_rtcp_port = static_cast<std::uint16_t>(transport.remote_port + 1U);
  if (const auto rtcp = first<Rtcp>(at.media.attributes)) {
    transport.remote_rtcp_port = rtcp->port;
    if (!rtcp->address.empty()) transport.remote_rtcp_address = rtcp->address;
  }
}

}  // namespace

std::expected<Transport, Rejection> transport_of(LineOf ours, LineOf theirs, Offerer offerer) {
  // The answer's group is what was agreed; it names only lines that both accepted.
  const auto bundled = bundle_mids(offerer == Offerer::us ? theirs.session : ours.session);
  const LineOf our_line{ours.session, transport_line(ours.session, ours.media, bundled)};
  const LineOf their_line{theirs.session, transport_line(theirs.session, theirs.media, bundled)};
  auto protection = protection_of(our_line, their_line, offerer);
  if (!protection) return std::unexpected(std::move(protection.error()));

  Transport transport{.mid = mid_of(ours.media), .protection = *std::move(protection)};
  transport.bundled = &their_line.media != &theirs.media;
  transport.rtcp_mux = has_mux(our_line.media) && has_mux(their_line.media);
  const auto profile = rtp_profile(ours.media.proto);
  transport.feedback = profile && profile->feedback;
  set_remote(transport, their_line);
  if (ice_of(our_line.session, our_line.media))
    transport.remote_ice = ice_of(their_line.session, their_line.media);
  return transport;
}

}  // namespace portero::sdp
