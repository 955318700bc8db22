#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "base/endpoint.hpp"

typedef struct _GSocket GSocket;

namespace portero::rtp {

// The two UDP ports of one stream: RTP on an even one, RTCP on the next (RFC 3550 section 11). They
// outlive whatever is renegotiated on them.
class Ports {
 public:
  // `rtp` 0 takes any; otherwise these two and no others. An error is a sentence.
  [[nodiscard]] static std::expected<Ports, std::string> bind(const base::IpAddress& own,
                                                              std::uint16_t rtp = 0);

  [[nodiscard]] std::uint16_t rtp_port() const { return rtp_port_; }
  [[nodiscard]] std::uint16_t rtcp_port() const {
    return static_cast<std::uint16_t>(rtp_port_ + 1);
  }
  [[nodiscard]] GSocket* rtp() const { return rtp_.get(); }
  [[nodiscard]] GSocket* rtcp() const { return rtcp_.get(); }

 private:
  struct Close {
    void operator()(GSocket* socket) const;
  };
  using Socket = std::unique_ptr<GSocket, Close>;

  Ports(Socket rtp, Socket rtcp, std::uint16_t rtp_port)
      : rtp_(std::move(rtp)), rtcp_(std::move(rtcp)), rtp_port_(rtp_port) {}
  static std::expected<Socket, std::string> bind_one(const base::Endpoint& at);

  Socket rtp_;
  Socket rtcp_;
  std::uint16_t rtp_port_;
};

}  // namespace portero::rtp
