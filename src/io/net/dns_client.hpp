#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/endpoint.hpp"
#include "core/dns/cache.hpp"
#include "io/loop/event_loop.hpp"

namespace portero::net {

struct DnsSettings {
  std::vector<base::Endpoint> servers;  // none: those of /etc/resolv.conf, also when it changes
  std::chrono::milliseconds timeout{1'500};  // of the first try; each next one waits twice as long
  int tries = 3;
};

struct DnsOutcome {
  dns::TimedAnswer answer;
  std::string why_not;  // where there is no answer: "connection refused"
};

// Asks name servers by c-ares, within the loop's thread. Knows /etc/hosts, follows aliases, goes
// over to TCP for what is too large for a datagram. Remembers nothing: that is the resolver's.
class DnsClient {
 public:
  using Handler = std::function<void(const DnsOutcome&)>;

  DnsClient(loop::EventLoop& loop, const DnsSettings& settings);
  ~DnsClient();
  DnsClient(const DnsClient&) = delete;
  DnsClient& operator=(const DnsClient&) = delete;

  // Told from the loop, once; never after this object is destroyed.
  void query(const dns::Question& question, Handler handler);

 private:
  class Channel;
  void renew_if_the_system_changed();

  loop::EventLoop& loop_;
  DnsSettings settings_;
  std::chrono::nanoseconds system_state_{};
  std::shared_ptr<Channel> channel_;
};

}  // namespace portero::net
