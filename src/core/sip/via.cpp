#include "core/sip/via.hpp"

#include "core/sip/limits.hpp"
#include "core/sip/list.hpp"

namespace portero::sip {
namespace {

constexpr std::string_view magic_cookie = "z9hG4bK";

std::string_view without_brackets(std::string_view address) {
  if (!address.starts_with('[') || !address.ends_with(']')) return address;
  return address.substr(1, address.size() - 2);
}

}  // namespace

bool Via::has_rfc3261_branch() const {
  const std::string_view text = branch().value_or("");
  return text.size() > magic_cookie.size() &&
         equals_ignoring_case(text.substr(0, magic_cookie.size()), magic_cookie);
}

Parsed<Via> scan_via(Scanner& scanner) {
  Via via;
  if (!equals_ignoring_case(scanner.token(), "SIP")) return scanner.error("expected SIP/2.0");
  if (!scanner.take_separator('/')) return scanner.error("expected '/' after SIP");
  if (scanner.token() != "2.0") return scanner.error("expected SIP/2.0");
  if (!scanner.take_separator('/')) return scanner.error("expected '/' after SIP/2.0");
  via.transport = scanner.token();
  if (via.transport.empty()) return scanner.error("expected a transport");
  for (char& c : via.transport)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const std::size_t before = scanner.offset();
  scanner.skip_whitespace();
  if (scanner.offset() == before) return scanner.error("expected a space after the transport");
  auto sent_by = scan_host_port(scanner);
  if (!sent_by) return std::unexpected{sent_by.error()};
  via.host = std::move(sent_by->host);
  via.port = sent_by->port;
  auto parameters = scan_parameters(scanner);
  if (!parameters) return std::unexpected{parameters.error()};
  via.parameters = *std::move(parameters);
  return via;
}

Parsed<std::vector<Via>> parse_vias(std::string_view value) {
  return parse_list<Via>(value, scan_via, max_vias);
}

std::string to_string(const Via& via) {
  std::string out = "SIP/2.0/" + via.transport + ' ';
  append_host_port(out, via.host, via.port);
  append_parameters(out, via.parameters);
  return out;
}

void stamp_source(Via& via, std::string_view address, std::uint16_t port) {
  const bool wants_port = via.parameters.has("rport");
  if (wants_port) via.parameters.set("rport", std::to_string(port));
  // What the sender wrote there would send our responses to a stranger.
  via.parameters.erase("received");
  if (!wants_port && same_host(via.host, address)) return;
  // Nobody could read it again with one more. Only a hostile Via is full.
  if (via.parameters.size() == max_parameters) via.parameters.pop_back();
  via.parameters.set("received", address);
}

HostPort response_target(const Via& via) {
  const auto rport = via.parameters.value("rport");
  const auto port = rport ? parse_decimal<std::uint16_t>(*rport) : std::nullopt;
  HostPort target{via.host, port.value_or(0) != 0 ? port : via.port};
  if (const auto received = via.parameters.value("received"))
    target.host = without_brackets(*received);
  return target;
}

}  // namespace portero::sip
