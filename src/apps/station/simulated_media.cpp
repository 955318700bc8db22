#include "apps/station/simulated_media.hpp"

#include "core/dtmf/rtp_event.hpp"

namespace portero::station {
namespace {

constexpr std::size_t sockets_of_a_leg = 4;

}  // namespace

std::optional<sdp::LocalMedia> SimulatedMedia::open(MediaId media, const base::IpAddress& own) {
  if (const auto known = streams_.find(media); known != streams_.end())
    return known->second.described;
  Streams streams;
  for (std::size_t i = 0; i < sockets_of_a_leg; ++i) {
    auto socket = net::UdpSocket::bind(
        loop_, {own, 0}, [this, media, sound = i == 0](const net::UdpEvent& event) {
          if (const auto* packet = std::get_if<net::UdpReceived>(&event))
            packet_came(media, sound, *packet);
        });
    if (!socket) return std::nullopt;
    streams.sockets.push_back(*std::move(socket));
  }
  const auto port = [&](std::size_t i) { return streams.sockets[i].local().port; };
  streams.described = {.address = base::to_string(own),
                       .audio = {.port = port(0), .rtcp_port = port(1)},
                       .video = {.port = port(2), .rtcp_port = port(3)}};
  return streams_.emplace(media, std::move(streams)).first->second.described;
}

void SimulatedMedia::use(MediaId media, const sdp::Agreement& agreement) {
  const auto streams = streams_.find(media);
  if (streams == streams_.end()) return;
  Streams& known = streams->second;
  known.event_types.clear();
  known.far_side.reset();
  if (!agreement.audio) return;
  known.far_side = base::IpAddress::parse(agreement.audio->transport.remote_address);
  for (const sdp::TelephoneEvent& event : agreement.audio->telephone_events)
    known.event_types.push_back(event.receive_payload_type);
}

// UNL-6: whoever else can send to this port presses no key and keeps no call alive.
void SimulatedMedia::packet_came(MediaId media, bool sound, const net::UdpReceived& packet) {
  const auto streams = streams_.find(media);
  if (streams == streams_.end() || streams->second.far_side != packet.source.address) return;
  const auto event =
      sound ? dtmf::parse_rtp_event(packet.bytes, streams->second.event_types) : std::nullopt;
  handler_(Heard{media});
  if (event) handler_(KeyHeard{media, *event});
}

}  // namespace portero::station
