#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "core/dns/records.hpp"
#include "io/net/streams.hpp"
#include "io/net/udp.hpp"

namespace portero::net {

// A name server of one table, by UDP and TCP on one port of the loopback.
class DnsServer {
 public:
  enum class Behaviour { answers, is_silent, ignores_ipv6, fails, refuses, truncates };

  explicit DnsServer(loop::EventLoop& loop);

  void add(std::string_view name, const base::IpAddress& address, std::uint32_t ttl = 300);
  void add(std::string_view name, const dns::Srv& service, std::uint32_t ttl = 300);
  void add(std::string_view name, const dns::Naptr& pointer, std::uint32_t ttl = 300);
  void add_alias(std::string_view name, std::string_view canonical, std::uint32_t ttl = 300);

  void behave(Behaviour behaviour) { behaviour_ = behaviour; }
  [[nodiscard]] const base::Endpoint& address() const { return udp_.local(); }
  // By UDP and by TCP.
  [[nodiscard]] int queries() const { return queries_; }

 private:
  struct Record {
    std::uint16_t type;
    std::uint32_t ttl;
    std::vector<std::uint8_t> data;
  };

  using OwnedRecords = std::vector<std::pair<std::string, const Record*>>;

  void add(std::string_view name, std::uint16_t type, std::uint32_t ttl, base::ByteView data);
  void hear(const UdpEvent& event);
  void hear(const StreamEvent& event);
  [[nodiscard]] OwnedRecords records_for(std::string name, std::uint16_t type);
  [[nodiscard]] std::optional<std::vector<std::uint8_t>> respond(base::ByteView query,
                                                                 bool may_truncate);

  std::map<std::string, std::vector<Record>> table_;
  Behaviour behaviour_ = Behaviour::answers;
  int queries_ = 0;
  UdpSocket udp_;
  Streams tcp_;
};

}  // namespace portero::net
