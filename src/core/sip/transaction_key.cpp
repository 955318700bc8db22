#include "core/sip/transaction_key.hpp"

#include "core/sip/fields.hpp"

namespace portero::sip {
namespace {

// No part can hold it: header values are one line.
constexpr char separator = '\n';

template <class... Parts>
std::string joined(const Parts&... parts) {
  std::string key;
  ((key += parts, key += separator), ...);
  return key;
}

std::string old_style_key(const Request& request, std::string_view method) {
  const auto sender = from(request.headers);
  const auto number = cseq(request.headers);
  return joined("2543", method, to_string(request.uri),
                sender ? std::string{sender->tag().value_or("")} : "",
                call_id(request.headers).value_or(""), number ? std::to_string(number->number) : "",
                request.headers.first(HeaderId::via).value_or(""));
}

std::string key(const Request& request, std::string_view method) {
  const auto via = top_via(request.headers);
  if (!via || !via->has_rfc3261_branch()) return old_style_key(request, method);
  return joined(via->branch().value_or(""), via->host, std::to_string(via->port.value_or(0)),
                method);
}

}  // namespace

std::string client_key(const Headers& headers) {
  const auto via = top_via(headers);
  const auto sequence = cseq(headers);
  if (!via || !sequence) return {};
  return joined(via->branch().value_or(""), sequence->method.text());
}

std::string server_key(const Request& request) {
  const bool ack = request.method == Method{MethodId::ack};
  return key(request, ack ? "INVITE" : request.method.text());
}

std::string key_of_cancelled_invite(const Request& cancel) { return key(cancel, "INVITE"); }

}  // namespace portero::sip
