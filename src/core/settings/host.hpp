#pragma once

#include <string_view>

namespace portero::settings {

// An IPv4 address, an IPv6 address in or out of brackets, or a host name (RFC 1123), then
// optionally a colon and a port from 1 to 65535. An IPv6 address with a port needs the brackets.
bool host_and_port(std::string_view text);

}  // namespace portero::settings
