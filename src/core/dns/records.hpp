#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ip_address.hpp"

// What is asked of the domain name system and what it says, without how it is asked.
namespace portero::dns {

enum class RecordType : std::uint8_t { a, aaaa, srv, naptr };

// Make it with question(): names are compared as they stand.
struct Question {
  RecordType type = RecordType::a;
  std::string name;  // lower case, without a dot at its end

  auto operator<=>(const Question&) const = default;
};

[[nodiscard]] Question question(RecordType type, std::string_view name);
// "SRV _sip._tcp.example.com"
[[nodiscard]] std::string to_string(const Question& question);

// RFC 2782. The target "." says that there is no such service here.
struct Srv {
  std::uint16_t priority = 0;  // the lowest first
  std::uint16_t weight = 0;
  std::uint16_t port = 0;
  std::string target;

  bool operator==(const Srv&) const = default;
};

// RFC 3403 section 4.1.
struct Naptr {
  std::uint16_t order = 0;
  std::uint16_t preference = 0;
  std::string flags;
  std::string service;
  std::string regexp;
  std::string replacement;

  bool operator==(const Naptr&) const = default;
};

// Of the kind that was asked for: addresses for A and AAAA. Never an empty list.
using Records = std::variant<std::vector<base::IpAddress>, std::vector<Srv>, std::vector<Naptr>>;

enum class Failure : std::uint8_t {
  not_found,  // there is no such name, or it has no such records
  no_answer,  // no server told us: none is known, none answered, or they had trouble themselves
};

using Answer = std::expected<Records, Failure>;

}  // namespace portero::dns
