#include "apps/station/simulated_media.hpp"

#include "base/overloaded.hpp"
#include "core/dtmf/rtp_event.hpp"

namespace portero::station {
namespace {

constexpr std::size_t sockets_of_a_leg = 4;

}  // namespace

void SimulatedMedia::send(const media::Command& command) {
  std::visit(base::overloaded{
                 [&](const media::OpenLeg& open_leg) { open(open_leg); },
                 [&](const media::UseAgreement& use_agreement) { use(use_agreement); },
                 [&](const media::CloseLeg& close) { streams_.erase(close.leg); },
                 [&](const media::OpenViewer& open_viewer) {
                   tell(media::ViewerGone{.viewer = open_viewer.viewer,
                                          .sentence = "media is simulated: it has no viewers"});
                 },
                 [&](const media::TakeSnapshot& take) {
                   tell(media::SnapshotFailed{take.snapshot, "there is no camera"});
                 },
                 [&](const media::AskStatistics&) { tell(media::Statistics{}); },
                 [](const auto&) {},
             },
             command);
}

void SimulatedMedia::open(const media::OpenLeg& open) {
  Streams streams;
  for (std::size_t i = 0; i < sockets_of_a_leg; ++i) {
    auto socket = net::UdpSocket::bind(
        loop_, {open.own, 0}, [this, leg = open.leg, sound = i == 0](const net::UdpEvent& event) {
          if (const auto* packet = std::get_if<net::UdpReceived>(&event))
            packet_came(leg, sound, *packet);
        });
    if (!socket) return tell(media::LegFailed{open.leg, "no port is free for it"});
    streams.sockets.push_back(*std::move(socket));
  }
  const auto port = [&](std::size_t i) { return streams.sockets[i].local().port; };
  sdp::LocalMedia local{.address = base::to_string(open.own),
                        .audio = {.port = port(0), .rtcp_port = port(1)},
                        .video = {.port = port(2), .rtcp_port = port(3)}};
  streams_.insert_or_assign(open.leg, std::move(streams));
  tell(media::LegReady{open.leg, std::move(local)});
}

void SimulatedMedia::use(const media::UseAgreement& use) {
  const auto streams = streams_.find(use.leg);
  if (streams == streams_.end()) return;
  Streams& known = streams->second;
  known.event_types.clear();
  known.far_side.reset();
  const auto& audio = use.agreement.audio;
  if (!audio) return;
  known.far_side = base::IpAddress::parse(audio->transport.remote_address);
  for (const sdp::TelephoneEvent& event : audio->telephone_events)
    known.event_types.push_back(event.receive_payload_type);
}

// UNL-6: whoever else can send to this port presses no key and keeps no call alive.
void SimulatedMedia::packet_came(media::LegId leg, bool sound, const net::UdpReceived& packet) {
  const auto streams = streams_.find(leg);
  if (streams == streams_.end() || streams->second.far_side != packet.source.address) return;
  const auto event =
      sound ? dtmf::parse_rtp_event(packet.bytes, streams->second.event_types) : std::nullopt;
  handler_(media::LegHeard{leg});
  if (event) handler_(media::KeyHeard{leg, *event});
}

void SimulatedMedia::tell(media::Event event) {
  loop_.post([this, alive = std::weak_ptr{alive_}, told = std::move(event)] {
    if (!alive.expired()) handler_(told);
  });
}

}  // namespace portero::station
