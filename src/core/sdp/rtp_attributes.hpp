#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sdp/session.hpp"

namespace portero::sdp {

// Typed views of the attributes that describe RTP. Each reads one value, giving nullopt for what is
// not of its form, and writes it back; `first`, `every` and `attribute_of` below serve them all.

struct Rtpmap {  // RFC 8866 section 6.6
  static constexpr std::string_view name = "rtpmap";
  std::uint8_t payload_type = 0;
  std::string encoding;
  std::uint32_t clock_rate = 0;  // Hz
  std::uint8_t channels = 1;

  static std::optional<Rtpmap> parse(std::string_view value);
  [[nodiscard]] std::string text() const;
  bool operator==(const Rtpmap&) const = default;
};

struct Fmtp {  // RFC 8866 section 6.15
  static constexpr std::string_view name = "fmtp";
  std::uint8_t payload_type = 0;
  std::string parameters;

  static std::optional<Fmtp> parse(std::string_view value);
  [[nodiscard]] std::string text() const;
  bool operator==(const Fmtp&) const = default;
};

// One parameter of an fmtp value such as "mode=20; vbr=on"; names in any case, blanks ignored.
[[nodiscard]] std::optional<std::string_view> find_parameter(std::string_view parameters,
                                                             std::string_view name);

struct RtcpFeedback {  // RFC 4585 section 4.2
  static constexpr std::string_view name = "rtcp-fb";
  std::optional<std::uint8_t> payload_type;  // none is '*': every format of the m= line
  std::string kind;                          // "nack pli", "ccm fir", ...

  static std::optional<RtcpFeedback> parse(std::string_view value);
  [[nodiscard]] std::string text() const;
  bool operator==(const RtcpFeedback&) const = default;
};

struct Rtcp {  // RFC 3605
  static constexpr std::string_view name = "rtcp";
  std::uint16_t port = 0;
  std::string address;  // empty where the c= line holds

  static std::optional<Rtcp> parse(std::string_view value);
  [[nodiscard]] std::string text() const;
  bool operator==(const Rtcp&) const = default;
};

struct Group {  // RFC 5888, RFC 9143
  static constexpr std::string_view name = "group";
  std::string semantics;  // BUNDLE, LS, ...
  std::vector<std::string> mids;

  static std::optional<Group> parse(std::string_view value);
  [[nodiscard]] std::string text() const;
  bool operator==(const Group&) const = default;
};

struct Ssrc {  // RFC 5576
  static constexpr std::string_view name = "ssrc";
  std::uint32_t ssrc = 0;
  std::string attribute;  // "cname:..." and the like, as it was said

  static std::optional<Ssrc> parse(std::string_view value);
  [[nodiscard]] std::string text() const;
  bool operator==(const Ssrc&) const = default;
};

struct Extmap {  // RFC 8285
  static constexpr std::string_view name = "extmap";
  std::uint16_t id = 0;
  std::string direction;  // empty where none is said
  std::string uri;        // with what follows it

  static std::optional<Extmap> parse(std::string_view value);
  [[nodiscard]] std::string text() const;
  bool operator==(const Extmap&) const = default;
};

struct Msid {  // RFC 8830
  static constexpr std::string_view name = "msid";
  std::string stream;
  std::string track;  // may be empty

  static std::optional<Msid> parse(std::string_view value);
  [[nodiscard]] std::string text() const;
  bool operator==(const Msid&) const = default;
};

// a=ptime and a=maxptime in milliseconds (RFC 8866 section 6.4); fractions are cut off.
[[nodiscard]] std::optional<std::uint16_t> packet_time_ms(const Media& media,
                                                          std::string_view name = "ptime");

// Every well-formed attribute of this kind, in order.
template <class Typed>
[[nodiscard]] std::vector<Typed> every(const Attributes& attributes) {
  std::vector<Typed> found;
  for (const Attribute& attribute : attributes)
    if (attribute.name == Typed::name)
      if (auto typed = Typed::parse(attribute.value)) found.push_back(std::move(*typed));
  return found;
}

// The first well-formed attribute of this kind.
template <class Typed>
[[nodiscard]] std::optional<Typed> first(const Attributes& attributes) {
  for (const Attribute& attribute : attributes)
    if (attribute.name == Typed::name)
      if (auto typed = Typed::parse(attribute.value)) return typed;
  return std::nullopt;
}

template <class Typed>
[[nodiscard]] Attribute attribute_of(const Typed& typed) {
  return {.name = std::string{Typed::name}, .value = typed.text()};
}

}  // namespace portero::sdp
