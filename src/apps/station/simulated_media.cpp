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
            packet_came(media, sound, packet->bytes);
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
  streams->second.event_types.clear();
  if (!agreement.audio) return;
  for (const sdp::TelephoneEvent& event : agreement.audio->telephone_events)
    streams->second.event_types.push_back(event.receive_payload_type);
}

void SimulatedMedia::packet_came(MediaId media, bool sound, base::ByteView packet) {
  handler_(Heard{media});
  if (!sound) return;
  const auto streams = streams_.find(media);
  if (streams == streams_.end()) return;
  if (const auto event = dtmf::parse_rtp_event(packet, streams->second.event_types))
    handler_(KeyHeard{media, *event});
}

}  // namespace portero::station
