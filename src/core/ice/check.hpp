#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"

// The lite side of ICE (RFC 8445 section 2.5): the other side tries its ways to us, and we say
// which of them arrive.
namespace portero::ice {

// Of one media stream, as both descriptions say them.
struct Credentials {
  std::string ufrag;     // ours
  std::string password;  // ours
  std::string remote_ufrag;

  bool operator==(const Credentials&) const = default;
};

enum class Outcome : std::uint8_t {
  nothing,    // no check, or none that is worth an answer
  refused,    // its sender cannot know our description, or has misunderstood it
  passed,     // its sender has read our description, and can be reached where it came from
  nominated,  // and wants to be sent media there
};

struct Reply {
  Outcome outcome = Outcome::nothing;
  std::vector<std::uint8_t> answer{};  // to where the check came from; empty for nothing

  bool operator==(const Reply&) const = default;
};

// What to say to a datagram that came from there (RFC 8445 section 7.3, RFC 8489 section 9.1.3).
[[nodiscard]] Reply reply_to(base::ByteView datagram, const base::Endpoint& source,
                             const Credentials& credentials);

}  // namespace portero::ice
