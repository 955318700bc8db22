#include "core/sip/uri.hpp"

#include "core/sip/host.hpp"
#include "core/sip/limits.hpp"
#include "core/sip/uri_chars.hpp"

namespace portero::sip {
namespace {

constexpr CharSet scheme_chars = alphanumeric_chars | CharSet{"+-."};
// '#' should be escaped, yet "*21#" is what people dial and phones send.
constexpr CharSet parsed_user_chars = uri_user_chars | CharSet{"#"};
constexpr CharSet tel_chars = hex_chars | CharSet{"+*#-.()"};

bool visible(std::string_view text) {
  for (const char c : text)
    if (c <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '"') return false;
  return true;
}

// Takes characters of the set and whole percent escapes.
std::string_view take_escaped(Scanner& scanner, const CharSet& set) {
  const std::string_view start = scanner.rest();
  std::size_t size = 0;
  while (true) {
    size += scanner.take_while(set).size();
    const std::string_view rest = scanner.rest();
    if (rest.size() < 3 || rest[0] != '%' || !hex_chars.contains_all(rest.substr(1, 2))) break;
    size += scanner.take_bytes(3).size();
  }
  return start.substr(0, size);
}

Parsed<Parameters> uri_parameters(Scanner& scanner) {
  Parameters parameters;
  while (scanner.take(';')) {
    if (parameters.size() == max_parameters) return scanner.error("too many parameters");
    Parameter parameter;
    parameter.name = take_escaped(scanner, uri_parameter_chars);
    if (parameter.name.empty()) return scanner.error("expected a parameter name");
    if (scanner.take('=')) {
      parameter.value = take_escaped(scanner, uri_parameter_chars);
      if (parameter.value->empty()) return scanner.error("expected a parameter value after '='");
    }
    parameters.append(std::move(parameter));
  }
  return parameters;
}

Parsed<std::vector<Uri::Header>> uri_headers(Scanner& scanner) {
  std::vector<Uri::Header> headers;
  if (!scanner.take('?')) return headers;
  do {
    if (headers.size() == max_parameters) return scanner.error("too many headers");
    Uri::Header header;
    header.name = take_escaped(scanner, uri_header_chars);
    if (header.name.empty()) return scanner.error("expected a header name");
    if (!scanner.take('=')) return scanner.error("expected '=' after the header name");
    header.value = take_escaped(scanner, uri_header_chars);
    headers.push_back(std::move(header));
  } while (scanner.take('&'));
  return headers;
}

Parsed<Uri> sip_uri(Scanner& scanner, Scheme scheme) {
  Uri uri;
  uri.scheme = scheme;
  // Neither a host nor what follows it may hold an '@'.
  if (scanner.rest().find('@') != std::string_view::npos) {
    uri.user = take_escaped(scanner, parsed_user_chars);
    if (uri.user.empty()) return scanner.error("expected a user before '@'");
    if (scanner.take(':')) uri.password = take_escaped(scanner, uri_password_chars);
    if (!scanner.take('@')) return scanner.error("character not allowed before '@'");
  }
  auto host_port = scan_host_port(scanner);
  if (!host_port) return std::unexpected{host_port.error()};
  uri.host = std::move(host_port->host);
  uri.port = host_port->port;
  auto parameters = uri_parameters(scanner);
  if (!parameters) return std::unexpected{parameters.error()};
  uri.parameters = *std::move(parameters);
  auto headers = uri_headers(scanner);
  if (!headers) return std::unexpected{headers.error()};
  uri.headers = *std::move(headers);
  return uri;
}

Parsed<Uri> tel_uri(Scanner& scanner) {
  Uri uri;
  uri.scheme = Scheme::tel;
  uri.user = scanner.take_while(tel_chars);
  if (uri.user.empty()) return scanner.error("expected a telephone number");
  auto parameters = uri_parameters(scanner);
  if (!parameters) return std::unexpected{parameters.error()};
  uri.parameters = *std::move(parameters);
  return uri;
}

Parsed<Uri> whole(const Scanner& scanner, Parsed<Uri> uri) {
  if (uri && !scanner.at_end()) return scanner.error("character not allowed in a URI");
  return uri;
}

}  // namespace

Parsed<Uri> parse_uri(std::string_view text) {
  Scanner scanner{text};
  if (text.size() > max_uri_bytes) return scanner.error("URI too long");
  if (const std::size_t at = text.find_first_of(" \t\r\n"); at != text.npos)
    return std::unexpected{SyntaxError{"whitespace in a URI", at}};
  const std::string_view scheme = scanner.take_while(scheme_chars);
  const bool named = !scheme.empty() && alpha_chars.contains(scheme.front());
  if (!named || !scanner.take(':')) return scanner.error("expected a scheme, like sip:");
  if (equals_ignoring_case(scheme, "sip")) return whole(scanner, sip_uri(scanner, Scheme::sip));
  if (equals_ignoring_case(scheme, "sips")) return whole(scanner, sip_uri(scanner, Scheme::sips));
  if (equals_ignoring_case(scheme, "tel")) return whole(scanner, tel_uri(scanner));
  if (scanner.at_end() || !visible(text)) return scanner.error("character not allowed in a URI");
  Uri uri;
  uri.scheme = Scheme::other;
  uri.opaque = text;
  return uri;
}

std::string to_string(const Uri& uri) {
  if (uri.scheme == Scheme::other) return uri.opaque;
  std::string out = uri.scheme == Scheme::tel    ? "tel:"
                    : uri.scheme == Scheme::sips ? "sips:"
                                                 : "sip:";
  out += uri.user;
  if (uri.password) out += ':' + *uri.password;
  if (uri.scheme != Scheme::tel) {
    if (!uri.user.empty()) out += '@';
    append_host_port(out, uri.host, uri.port);
  }
  for (const Parameter& parameter : uri.parameters) {
    out += ';' + parameter.name;
    if (parameter.value) out += '=' + *parameter.value;
  }
  char separator = '?';
  for (const Uri::Header& header : uri.headers) {
    out += separator + header.name + '=' + header.value;
    separator = '&';
  }
  return out;
}

}  // namespace portero::sip
