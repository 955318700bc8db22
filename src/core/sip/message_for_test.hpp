#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/sip/message_parser.hpp"

// Messages for tests, written as on the wire but with \n for the ends of lines.
namespace portero::sip {

inline Message message_for_test(std::string_view text) { return parse_message(text).value(); }

inline Request request_for_test(std::string_view text) {
  return std::get<Request>(message_for_test(text));
}

inline Request invite_for_test() {
  return request_for_test(
      "INVITE sip:201@example.com SIP/2.0\n"
      "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKinvite1;rport\n"
      "Route: <sip:proxy.example.com;lr>\n"
      "Max-Forwards: 70\n"
      "From: <sip:door@example.com>;tag=door\n"
      "To: <sip:201@example.com>\n"
      "Call-ID: call-1\n"
      "CSeq: 7 INVITE\n"
      "Contact: <sip:door@192.0.2.1>\n\n");
}

inline Request options_for_test() {
  return request_for_test(
      "OPTIONS sip:door@192.0.2.1 SIP/2.0\n"
      "Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bKoptions1\n"
      "Max-Forwards: 70\n"
      "From: <sip:201@example.com>;tag=phone\n"
      "To: <sip:door@example.com>\n"
      "Call-ID: call-2\n"
      "CSeq: 1 OPTIONS\n\n");
}

inline Response response_for_test(const Request& request, int status,
                                  std::string_view tag = "phone") {
  Response response = response_to(request, status);
  if (status > 100) set_to_tag(response.headers, tag);
  return response;
}

}  // namespace portero::sip
