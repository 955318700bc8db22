#pragma once

#include <functional>
#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "base/id.hpp"
#include "core/dtmf/key_report.hpp"
#include "core/sdp/agreement.hpp"
#include "core/sdp/local_media.hpp"
#include "io/net/udp.hpp"

namespace portero::station {

using MediaId = base::Id<struct MediaTag>;

// Takes the place of the media process where there is neither camera nor sound card: its ports are
// real, it notices that packets come and which keys they tell, and sends nothing.
class SimulatedMedia {
 public:
  struct Heard {
    MediaId media;
  };
  struct KeyHeard {
    MediaId media;
    dtmf::Rfc4733Event event;
  };
  using Event = std::variant<Heard, KeyHeard>;
  using Handler = std::function<void(const Event&)>;

  SimulatedMedia(loop::EventLoop& loop, Handler handler)
      : loop_(loop), handler_(std::move(handler)) {}

  // The ports of a leg, the same each time; nullopt where none can be had.
  std::optional<sdp::LocalMedia> open(MediaId media, const base::IpAddress& own);
  void use(MediaId media, const sdp::Agreement& agreement);
  void close(MediaId media) { streams_.erase(media); }

 private:
  struct Streams {
    std::vector<net::UdpSocket> sockets;  // RTP and RTCP of sound, then of the picture
    std::vector<std::uint8_t> event_types;
    std::optional<base::IpAddress> far_side;  // as it described itself
    sdp::LocalMedia described;
  };

  void packet_came(MediaId media, bool sound, const net::UdpReceived& packet);

  loop::EventLoop& loop_;
  Handler handler_;
  std::map<MediaId, Streams> streams_;
};

}  // namespace portero::station
