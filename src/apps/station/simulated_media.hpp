#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "apps/station/media.hpp"
#include "io/net/udp.hpp"

namespace portero::station {

// Takes the place of the media process where there is neither camera nor sound card: its ports are
// real, it notices that packets come and which keys they tell, and sends nothing.
class SimulatedMedia final : public Media {
 public:
  SimulatedMedia(loop::EventLoop& loop, Handler handler)
      : loop_(loop), handler_(std::move(handler)) {}

  void send(const media::Command& command) override;

 private:
  struct Streams {
    std::vector<net::UdpSocket> sockets;  // RTP and RTCP of sound, then of the picture
    std::vector<std::uint8_t> event_types{};
    std::optional<base::IpAddress> far_side{};  // as it described itself
  };

  void open(const media::OpenLeg& open);
  void use(const media::UseAgreement& use);
  void packet_came(media::LegId leg, bool sound, const net::UdpReceived& packet);
  void tell(media::Event event);

  loop::EventLoop& loop_;
  Handler handler_;
  std::map<media::LegId, Streams> streams_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace portero::station
