#pragma once

#include <string>
#include <vector>

#include "base/endpoint.hpp"

// Whom this host asks for names, as DnsClient finds it at each of its starts.
namespace portero::net {

// Of /etc/resolv.conf, in the order in which they are asked.
[[nodiscard]] std::vector<base::Endpoint> name_servers_of_system();
// Then no name server is asked for it.
[[nodiscard]] bool is_in_hosts_file(const std::string& name);

}  // namespace portero::net
