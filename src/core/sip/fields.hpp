#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sip/cseq.hpp"
#include "core/sip/headers.hpp"
#include "core/sip/name_addr.hpp"
#include "core/sip/via.hpp"

namespace portero::sip {

// Which header field is wrong, what about it, and where in its value.
struct HeaderError {
  HeaderId header = HeaderId::other;
  std::string_view what;  // a literal: "missing", "expected '>'"
  std::size_t at = 0;

  bool operator==(const HeaderError&) const = default;
};

// "From: expected '>' at byte 12"
[[nodiscard]] std::string to_string(const HeaderError& error);

template <class T>
using Field = std::expected<T, HeaderError>;

// Typed access: a field is parsed when it is asked for. One that is missing is an error where
// RFC 3261 wants it in each message, otherwise nullopt or an empty list.
[[nodiscard]] Field<NameAddr> from(const Headers& headers);
[[nodiscard]] Field<NameAddr> to(const Headers& headers);
[[nodiscard]] Field<std::string> call_id(const Headers& headers);
[[nodiscard]] Field<CSeq> cseq(const Headers& headers);
[[nodiscard]] Field<std::vector<Via>> vias(const Headers& headers);  // at least one
[[nodiscard]] Field<Via> top_via(const Headers& headers);

[[nodiscard]] Field<Contacts> contacts(const Headers& headers);
[[nodiscard]] Field<std::vector<NameAddr>> routes(const Headers& headers);
[[nodiscard]] Field<std::vector<NameAddr>> record_routes(const Headers& headers);
[[nodiscard]] Field<std::vector<NameAddr>> service_routes(const Headers& headers);
[[nodiscard]] Field<std::vector<NameAddr>> asserted_identities(const Headers& headers);
[[nodiscard]] Field<std::optional<NameAddr>> refer_to(const Headers& headers);
[[nodiscard]] Field<std::optional<std::uint8_t>> max_forwards(const Headers& headers);
// Seconds; what does not fit in 32 bits is the largest that does.
[[nodiscard]] Field<std::optional<std::uint32_t>> expires(const Headers& headers);
[[nodiscard]] Field<std::optional<std::uint32_t>> min_expires(const Headers& headers);
[[nodiscard]] Field<std::optional<RAck>> rack(const Headers& headers);
[[nodiscard]] Field<std::optional<std::uint32_t>> rseq(const Headers& headers);

// Changes the first element of the first Via. False when there is none to change.
bool replace_top_via(Headers& headers, const Via& via);

[[nodiscard]] Parsed<std::uint32_t> parse_delta_seconds(std::string_view value);
[[nodiscard]] Parsed<std::string> parse_call_id(std::string_view value);

}  // namespace portero::sip
