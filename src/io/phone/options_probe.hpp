#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/sip/authentication.hpp"
#include "core/sip/server_location.hpp"
#include "io/loop/timer.hpp"
#include "io/phone/transport.hpp"

namespace portero::phone {

struct OptionsQuestion {
  sip::Candidate server;
  sip::Uri target;  // the server itself, or somebody behind it
  sip::NameAddr from;
  std::optional<sip::DigestAccount> account{};  // a challenge is answered with it, once
  std::shared_ptr<const net::TlsClient> tls{};  // for TLS
  base::Duration limit = std::chrono::seconds{4};
};

// One OPTIONS (RFC 3261 section 11) from sockets of its own, beside the phone's: it rings nobody
// and leaves the registration as it is. Whatever final answer comes shows that somebody is there.
class OptionsProbe {
 public:
  struct Answer {
    int status;
    base::Duration took{};  // from the start, connecting included
  };
  using Told = std::function<void(const std::expected<Answer, transport::Failure>&)>;

  // Over UDP it is sent again after so long, then twice as long.
  static constexpr base::Duration first_retransmission = std::chrono::milliseconds{500};

  // Told once, from the loop, within the limit; not after this object is destroyed, which the
  // handler may do.
  OptionsProbe(loop::EventLoop& loop, OptionsQuestion question, Told told);
  OptionsProbe(const OptionsProbe&) = delete;
  OptionsProbe& operator=(const OptionsProbe&) = delete;

 private:
  void start();
  void on(const MessageReceived& received);
  void on(const ConnectionOpened& opened);
  void on(const HopFailed& failed);
  void on(const PongReceived&) {}
  void on(const StunReceived&) {}
  void ask();
  void send();
  void send_again_later();
  void finish(const std::expected<Answer, transport::Failure>& outcome);

  loop::EventLoop& loop_;
  OptionsQuestion question_;
  Told told_;
  base::TimePoint began_;
  loop::Timer limit_;
  loop::Timer again_;
  base::Duration next_retransmission_ = first_retransmission;
  std::string call_id_;
  std::uint32_t sequence_ = 0;
  std::optional<sip::Authentication> authentication_;
  std::optional<sip::Hop> hop_;
  std::optional<sip::Request> request_;
  std::unique_ptr<Transport> transport_;
};

}  // namespace portero::phone
