#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portero::sdp {

// A session description as RFC 8866 (4566) writes it: what was said, in order, unjudged. The typed
// views of its attributes stand in rtp_attributes.hpp, ice.hpp, crypto.hpp and fingerprint.hpp.

struct Attribute {
  std::string name;
  std::string value{};  // empty for a flag such as a=rtcp-mux

  bool operator==(const Attribute&) const = default;
};

using Attributes = std::vector<Attribute>;

// The value of the first attribute of this name; nullptr without one.
[[nodiscard]] const std::string* find_value(const Attributes& attributes, std::string_view name);

struct Connection {
  std::string network = "IN";
  std::string address_type = "IP4";
  std::string address;

  bool operator==(const Connection&) const = default;
};

// The c= line for an address literal: IP6 where it has colons.
[[nodiscard]] Connection connection_to(std::string address);

// 0.0.0.0, :: and their longer spellings: 'send me nothing', the hold of RFC 2543.
[[nodiscard]] bool is_unspecified(std::string_view address);

struct Bandwidth {
  std::string type;  // AS (kbit/s), TIAS (bit/s) and others
  std::uint64_t value = 0;

  bool operator==(const Bandwidth&) const = default;
};

// Numbers stay text: phones write versions that fit no integer.
struct Origin {
  std::string user = "-";
  std::string session_id = "0";
  std::string version = "0";
  Connection address{.address = "0.0.0.0"};

  bool operator==(const Origin&) const = default;
};

// One m= line and what belongs to it.
struct Media {
  std::string type;  // audio, video, application, ...
  std::uint16_t port = 0;
  std::uint16_t port_count = 1;
  std::string proto{};
  std::vector<std::string> formats{};
  std::optional<Connection> connection{};
  std::vector<Bandwidth> bandwidths{};
  Attributes attributes{};

  bool operator==(const Media&) const = default;
};

struct Session {
  Origin origin;
  std::string name = "-";
  std::optional<Connection> connection{};
  std::vector<Bandwidth> bandwidths{};
  std::vector<std::string> times{"0 0"};  // t= lines, never none
  Attributes attributes{};
  std::vector<Media> media;

  bool operator==(const Session&) const = default;
};

// Whether both say the same but for the version of the o= line.
[[nodiscard]] bool same_content(const Session& left, const Session& right);

// The c= line that holds for an m= line: its own, else the session's; nullptr where both lack it.
[[nodiscard]] const Connection* connection_of(const Session& session, const Media& media);

// The value of an attribute that holds for an m= line: its own, else the session's.
[[nodiscard]] const std::string* find_value(const Session& session, const Media& media,
                                            std::string_view name);

}  // namespace portero::sdp
