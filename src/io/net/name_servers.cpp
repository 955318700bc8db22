#include "io/net/name_servers.hpp"

#include <ares.h>
#include <cstring>
#include <memory>

#include <sys/socket.h>

#include "base/assert.hpp"

namespace portero::net {
namespace {

using Channel = std::unique_ptr<ares_channeldata, decltype(&ares_destroy)>;

constexpr std::uint16_t dns_port = 53;

Channel channel_that_looks(const char* lookups) {
  ares_options options{};
  std::string where = lookups;
  options.lookups = where.data();
  ares_channel channel = nullptr;
  const int status = ares_init_options(&channel, &options, ARES_OPT_LOOKUPS);
  PORTERO_ASSERT(status == ARES_SUCCESS, "there is memory for c-ares");
  return {channel, &ares_destroy};
}

base::IpAddress address_of(const ares_addr_port_node& server) {
  if (server.family == AF_INET) {
    base::IpAddress::V4 bytes{};
    std::memcpy(bytes.data(), &server.addr.addr4, bytes.size());
    return base::IpAddress{bytes};
  }
  base::IpAddress::V6 bytes{};
  std::memcpy(bytes.data(), &server.addr.addr6, bytes.size());
  return base::IpAddress{bytes};
}

}  // namespace

std::vector<base::Endpoint> name_servers_of_system() {
  const Channel channel = channel_that_looks("b");
  ares_addr_port_node* first = nullptr;
  if (ares_get_servers_ports(channel.get(), &first) != ARES_SUCCESS) return {};
  std::vector<base::Endpoint> servers;
  for (const ares_addr_port_node* each = first; each != nullptr; each = each->next)
    servers.push_back({address_of(*each), each->udp_port == 0
                                              ? dns_port
                                              : static_cast<std::uint16_t>(each->udp_port)});
  ares_free_data(first);
  return servers;
}

bool is_in_hosts_file(const std::string& name) {
  const Channel channel = channel_that_looks("f");
  ares_addrinfo_hints hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_flags = ARES_AI_NOSORT | ARES_AI_ENVHOSTS;
  bool found = false;
  const auto note = [](void* told, int status, int, ares_addrinfo* addresses) {
    *static_cast<bool*>(told) = status == ARES_SUCCESS;
    if (addresses != nullptr) ares_freeaddrinfo(addresses);
  };
  ares_getaddrinfo(channel.get(), name.c_str(), nullptr, &hints, note, &found);
  return found;
}

}  // namespace portero::net
