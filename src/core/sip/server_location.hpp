#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/dice.hpp"
#include "base/endpoint.hpp"
#include "core/dns/records.hpp"
#include "core/sip/hop.hpp"
#include "core/sip/uri.hpp"

// Where a request goes: RFC 3263, with the address families of RFC 7984.
namespace portero::sip {

inline constexpr std::size_t max_naptr_records = 8;
inline constexpr std::size_t max_addresses_of_a_family = 4;
inline constexpr std::size_t max_candidates = 32;

struct Target {
  std::string host;  // a name or an address, without brackets
  std::optional<std::uint16_t> port;
  std::optional<Transport> transport;  // of the settings or the URI; NAPTR is not asked then
  bool secure = false;                 // sips: never less than TLS

  bool operator==(const Target&) const = default;
};

// nullopt for what is not sip or sips, or wants a transport that we do not have.
[[nodiscard]] std::optional<Target> target_of(const Uri& uri);
// 5061 for TLS, otherwise 5060.
[[nodiscard]] std::uint16_t default_port(Transport transport);

// One place to try.
struct Candidate {
  Transport transport = Transport::udp;
  base::Endpoint server;
  std::string certificate_name;  // what a certificate must be for: RFC 5922 section 7
  std::uint32_t rank = 0;        // rising; servers of one rank are as good to the zone

  bool operator==(const Candidate&) const = default;
};

// Whatever the zone says of it.
[[nodiscard]] inline bool same_server(const Candidate& left, const Candidate& right) {
  return left.transport == right.transport && left.server == right.server;
}

// What this host has a route for. With neither, all are tried: a network may come any moment.
struct AddressFamilies {
  bool ipv4 = true;
  bool ipv6 = true;
};

using DnsAnswers = std::map<dns::Question, dns::Answer>;

// These answers are needed first; they may be asked for all at once.
struct AskDns {
  std::vector<dns::Question> questions;
  bool operator==(const AskDns&) const = default;
};
// In the order in which to try them; at least one.
struct Located {
  std::vector<Candidate> candidates;
  bool operator==(const Located&) const = default;
};
struct NotLocated {
  dns::Failure why = dns::Failure::not_found;
  bool operator==(const NotLocated&) const = default;
};
using Location = std::variant<AskDns, Located, NotLocated>;

// From the answers known so far: the servers, or the questions still open. At most three rounds of
// questions lead to an end.
[[nodiscard]] Location locate(const Target& target, AddressFamilies families,
                              const DnsAnswers& answers, base::Dice& dice);

}  // namespace portero::sip
