#include "core/sip/message.hpp"

#include <algorithm>

#include "core/sip/fields.hpp"
#include "core/sip/status.hpp"

namespace portero::sip {
namespace {

void append_rest(std::string& out, const Headers& headers, std::string_view body) {
  for (const Header& header : headers) {
    if (header.name == HeaderId::content_length) continue;
    out += header.name.text();
    out += ": ";
    out += header.value;
    out += "\r\n";
  }
  out += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  out += body;
}

bool may_make_dialog(const Method& method, int status) {
  const bool creates =
      method == MethodId::invite || method == MethodId::subscribe || method == MethodId::refer;
  return creates && status > 100 && status < 300;
}

}  // namespace

std::string to_string(const Request& request) {
  std::string out{request.method.text()};
  out += ' ' + to_string(request.uri) + " SIP/2.0\r\n";
  append_rest(out, request.headers, request.body);
  return out;
}

std::string to_string(const Response& response) {
  std::string out = "SIP/2.0 " + std::to_string(response.status) + ' ';
  std::ranges::replace_copy_if(
      response.reason, std::back_inserter(out), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  out += "\r\n";
  append_rest(out, response.headers, response.body);
  return out;
}

std::string to_string(const Message& message) {
  return std::visit([](const auto& alternative) { return to_string(alternative); }, message);
}

Response response_to(const Request& request, int status, std::string_view reason) {
  Response response{status, std::string{reason.empty() ? reason_phrase(status) : reason}, {}, {}};
  const auto copy = [&](HeaderId id) {
    for (const std::string_view value : request.headers.all(id)) response.headers.append(id, value);
  };
  copy(HeaderId::via);
  copy(HeaderId::from);
  copy(HeaderId::to);
  copy(HeaderId::call_id);
  copy(HeaderId::cseq);
  if (may_make_dialog(request.method, status)) copy(HeaderId::record_route);
  if (status == 100) copy(HeaderId::timestamp);
  return response;
}

bool set_to_tag(Headers& headers, std::string_view tag) {
  const auto value = headers.first(HeaderId::to);
  const auto parsed = to(headers);
  if (!value || !parsed) return false;
  if (!parsed->parameters.has("tag"))
    headers.set(HeaderId::to, std::string{*value} + ";tag=" + std::string{tag});
  return true;
}

}  // namespace portero::sip
