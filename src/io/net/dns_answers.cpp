#include "io/net/dns_answers.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include "io/net/socket_address.hpp"

namespace portero::net {
namespace {

using base::ByteView;

constexpr std::size_t header_bytes = 12;

struct FreeData {
  void operator()(void* data) const { ares_free_data(data); }
};

std::size_t u16_at(ByteView message, std::size_t at) {
  return static_cast<std::size_t>(message[at] << 8U | message[at + 1]);
}

// The offset behind the name that starts there.
std::optional<std::size_t> behind_name(ByteView message, std::size_t at) {
  if (at >= message.size()) return std::nullopt;
  char* name = nullptr;
  long size = 0;
  const int length = static_cast<int>(message.size());
  if (ares_expand_name(message.data() + at, message.data(), length, &name, &size) != ARES_SUCCESS)
    return std::nullopt;
  ares_free_string(name);
  return at + static_cast<std::size_t>(size);
}

// Of the answer section, aliases included: c-ares tells none for SRV and NAPTR.
base::Duration least_ttl(ByteView message) {
  base::Duration least = dns::max_ttl;
  if (message.size() < header_bytes) return least;
  const std::size_t questions = u16_at(message, 4);
  const std::size_t answers = std::min(u16_at(message, 6), max_records);
  std::optional<std::size_t> at = header_bytes;
  for (std::size_t i = 0; i < questions && at; ++i)
    at = behind_name(message, *at).transform([](std::size_t end) { return end + 4; });
  for (std::size_t i = 0; i < answers && at; ++i) {
    const auto fixed = behind_name(message, *at);
    if (!fixed || *fixed + 10 > message.size()) break;
    const std::size_t seconds = u16_at(message, *fixed + 4) << 16U | u16_at(message, *fixed + 6);
    least = std::min<base::Duration>(least, std::chrono::seconds{seconds});
    at = *fixed + 10 + u16_at(message, *fixed + 8);
  }
  return least;
}

template <class Record>
dns::TimedAnswer timed(std::vector<Record> records, base::Duration ttl) {
  if (records.empty()) return std::unexpected{dns::Failure::not_found};
  return dns::TimedRecords{std::move(records), ttl};
}

// c-ares writes the root as nothing; RFC 2782 as a dot.
std::string target_of(const ares_srv_reply& service) {
  const std::string target = service.host;
  return target.empty() ? "." : target;
}

std::string text_of(const unsigned char* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

}  // namespace

dns::TimedAnswer addresses_of(const ares_addrinfo& found) {
  std::vector<base::IpAddress> addresses;
  base::Duration ttl = dns::max_ttl;
  for (const auto* alias = found.cnames; alias != nullptr; alias = alias->next)
    ttl = std::min<base::Duration>(ttl, std::chrono::seconds{alias->ttl});
  for (const auto* node = found.nodes; node != nullptr; node = node->ai_next) {
    const auto endpoint = endpoint_of(node->ai_addr);
    if (!endpoint || addresses.size() == max_records) continue;
    ttl = std::min<base::Duration>(ttl, std::chrono::seconds{node->ai_ttl});
    addresses.push_back(endpoint->address);
  }
  return timed(std::move(addresses), ttl);
}

dns::TimedAnswer services_of(ByteView message) {
  ares_srv_reply* first = nullptr;
  const int status = ares_parse_srv_reply(message.data(), static_cast<int>(message.size()), &first);
  const std::unique_ptr<ares_srv_reply, FreeData> all{first};
  if (status != ARES_SUCCESS) return std::unexpected{failure_of_status(status)};
  std::vector<dns::Srv> services;
  for (const auto* next = first; next != nullptr; next = next->next)
    if (services.size() < max_records)
      services.push_back({next->priority, next->weight, next->port, target_of(*next)});
  return timed(std::move(services), least_ttl(message));
}

dns::TimedAnswer pointers_of(ByteView message) {
  ares_naptr_reply* first = nullptr;
  const int status =
      ares_parse_naptr_reply(message.data(), static_cast<int>(message.size()), &first);
  const std::unique_ptr<ares_naptr_reply, FreeData> all{first};
  if (status != ARES_SUCCESS) return std::unexpected{failure_of_status(status)};
  std::vector<dns::Naptr> pointers;
  for (const auto* next = first; next != nullptr; next = next->next)
    if (pointers.size() < max_records)
      pointers.push_back({next->order, next->preference, text_of(next->flags),
                          text_of(next->service), text_of(next->regexp), next->replacement});
  return timed(std::move(pointers), least_ttl(message));
}

dns::Failure failure_of_status(int status) {
  const bool is_told = status == ARES_ENODATA || status == ARES_ENOTFOUND ||
                       status == ARES_EBADNAME || status == ARES_ENONAME;
  return is_told ? dns::Failure::not_found : dns::Failure::no_answer;
}

}  // namespace portero::net
