#pragma once

#include <functional>

namespace portero::net {

enum class Isolation { done, not_permitted };

// For tests: runs the body in a child process in which no address can be reached, because its
// network namespace has no interface that is up. Whatever the body's expectations say is printed
// there and fails the calling test.
[[nodiscard]] Isolation without_network(const std::function<void()>& body);

// The same on a kernel that does not know IPv6.
[[nodiscard]] Isolation without_ipv6(const std::function<void()>& body);

}  // namespace portero::net
