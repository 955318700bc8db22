#include "io/net/dns_server_for_tests.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"

namespace portero::net {
namespace {

using base::ByteReader;
using base::ByteWriter;

// RFC 1035 sections 3.2 and 4.1.
constexpr std::uint16_t type_a = 1;
constexpr std::uint16_t type_cname = 5;
constexpr std::uint16_t type_aaaa = 28;
constexpr std::uint16_t type_srv = 33;
constexpr std::uint16_t type_naptr = 35;
constexpr std::uint16_t class_in = 1;
constexpr std::uint16_t is_response = 0x8180;
constexpr std::uint16_t is_truncated = 0x0200;
constexpr std::uint16_t server_failure = 2;
constexpr std::uint16_t name_error = 3;
constexpr std::uint16_t refused = 5;
constexpr std::size_t most_bytes = 65'000;

void require(bool condition) { PORTERO_ASSERT(condition, "the name server of a test works"); }

base::ByteView view(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

void write_text(ByteWriter& writer, std::string_view text) {
  require(writer.u8(static_cast<std::uint8_t>(text.size())) && writer.bytes(view(text)));
}

void write_name(ByteWriter& writer, std::string_view name) {
  while (!name.empty() && name != ".") {
    const std::size_t dot = std::min(name.find('.'), name.size());
    write_text(writer, name.substr(0, dot));
    name.remove_prefix(std::min(dot + 1, name.size()));
  }
  require(writer.u8(0));
}

std::string read_name(ByteReader& reader) {
  std::string name;
  while (const std::uint8_t size = reader.u8().value_or(0)) {
    const base::ByteView label = reader.bytes(size).value_or(base::ByteView{});
    if (!name.empty()) name += '.';
    name.append(label.begin(), label.end());
  }
  return name;
}

UdpSocket bind(loop::EventLoop& loop, UdpSocket::Handler handler) {
  return UdpSocket::bind(loop, {base::loopback_ipv4, 0}, std::move(handler)).value();
}

}  // namespace

DnsServer::DnsServer(loop::EventLoop& loop)
    : udp_(bind(loop, [this](const UdpEvent& event) { hear(event); })),
      tcp_(loop, {}, [this](const StreamEvent& event) { hear(event); }) {
  // The port that UDP has been given may be taken by a TCP connection of somebody else.
  while (!tcp_.listen(udp_.local()))
    udp_ = bind(loop, [this](const UdpEvent& event) { hear(event); });
}

void DnsServer::add(std::string_view name, const base::IpAddress& address, std::uint32_t ttl) {
  add(name, address.is_v4() ? type_a : type_aaaa, ttl, address.bytes());
}

void DnsServer::add(std::string_view name, const dns::Srv& service, std::uint32_t ttl) {
  ByteWriter data{most_bytes};
  require(data.u16(service.priority) && data.u16(service.weight) && data.u16(service.port));
  write_name(data, service.target);
  add(name, type_srv, ttl, data.written());
}

void DnsServer::add(std::string_view name, const dns::Naptr& pointer, std::uint32_t ttl) {
  ByteWriter data{most_bytes};
  require(data.u16(pointer.order) && data.u16(pointer.preference));
  write_text(data, pointer.flags);
  write_text(data, pointer.service);
  write_text(data, pointer.regexp);
  write_name(data, pointer.replacement);
  add(name, type_naptr, ttl, data.written());
}

void DnsServer::add_alias(std::string_view name, std::string_view canonical, std::uint32_t ttl) {
  ByteWriter data{most_bytes};
  write_name(data, canonical);
  add(name, type_cname, ttl, data.written());
}

void DnsServer::add(std::string_view name, std::uint16_t type, std::uint32_t ttl,
                    base::ByteView data) {
  table_[std::string{name}].push_back({type, ttl, {data.begin(), data.end()}});
}

void DnsServer::hear(const UdpEvent& event) {
  const auto* const received = std::get_if<UdpReceived>(&event);
  if (received == nullptr) return;
  if (const auto response = respond(received->bytes, true))
    require(udp_.send(*response, received->source).has_value());
}

// A query comes in one piece on the loopback.
void DnsServer::hear(const StreamEvent& event) {
  const auto* const received = std::get_if<BytesReceived>(&event);
  if (received == nullptr) return;
  const auto response = respond(received->bytes.subspan(2), false);
  if (!response) return;
  ByteWriter framed{most_bytes};
  require(framed.u16(static_cast<std::uint16_t>(response->size())) && framed.bytes(*response));
  require(tcp_.send(received->id, framed.written()).has_value());
}

// With the aliases on the way.
DnsServer::OwnedRecords DnsServer::records_for(std::string name, std::uint16_t type) {
  OwnedRecords answers;
  for (bool is_alias = true; is_alias;) {
    is_alias = false;
    for (const Record& record : table_[name]) {
      if (record.type != type && record.type != type_cname) continue;
      answers.emplace_back(name, &record);
      if (record.type != type_cname) continue;
      ByteReader canonical{record.data};
      name = read_name(canonical);
      is_alias = true;
      break;
    }
  }
  return answers;
}

std::optional<std::vector<std::uint8_t>> DnsServer::respond(base::ByteView query,
                                                            bool may_truncate) {
  ++queries_;
  if (behaviour_ == Behaviour::is_silent) return std::nullopt;
  ByteReader reader{query};
  const std::uint16_t id = reader.u16().value_or(0);
  (void)reader.bytes(10);
  const std::string asked = read_name(reader);
  const std::uint16_t type = reader.u16().value_or(0);
  if (behaviour_ == Behaviour::ignores_ipv6 && type == type_aaaa) return std::nullopt;

  auto answers = records_for(asked, type);
  std::uint16_t flags = is_response;
  if (behaviour_ == Behaviour::fails)
    flags |= server_failure;
  else if (behaviour_ == Behaviour::refuses)
    flags |= refused;
  else if (table_[asked].empty())
    flags |= name_error;
  const bool is_cut = behaviour_ == Behaviour::truncates && may_truncate;
  if (is_cut) flags |= is_truncated;
  if (is_cut || (flags & 0xFU) != 0) answers.clear();

  ByteWriter writer{most_bytes};
  require(writer.u16(id) && writer.u16(flags) && writer.u16(1) &&
          writer.u16(static_cast<std::uint16_t>(answers.size())) && writer.u32(0));
  write_name(writer, asked);
  require(writer.u16(type) && writer.u16(class_in));
  for (const auto& [owner, record] : answers) {
    write_name(writer, owner);
    require(writer.u16(record->type) && writer.u16(class_in) && writer.u32(record->ttl) &&
            writer.u16(static_cast<std::uint16_t>(record->data.size())) &&
            writer.bytes(record->data));
  }
  return std::vector<std::uint8_t>{writer.written().begin(), writer.written().end()};
}

}  // namespace portero::net
