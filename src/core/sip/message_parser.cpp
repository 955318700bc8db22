#include "core/sip/message_parser.hpp"

#include <array>

#include "core/sip/fields.hpp"
#include "core/sip/header_lines.hpp"
#include "core/sip/limits.hpp"
#include "core/sip/start_line.hpp"

namespace portero::sip {
namespace {

std::optional<Failure> first_repeated(const Headers& headers) {
  constexpr std::array once{HeaderId::from, HeaderId::to,           HeaderId::call_id,
                            HeaderId::cseq, HeaderId::max_forwards, HeaderId::content_type};
  for (const HeaderId id : once)
    if (headers.count(id) > 1)
      return Failure{400, std::string{HeaderName{id}.text()} + ": more than one"};
  return std::nullopt;
}

// What every message must have, and have right: RFC 3261 section 8.1.1 without Max-Forwards, which
// older agents leave out.
std::optional<Failure> wrong_field(const Headers& headers) {
  std::optional<Failure> failure = first_repeated(headers);
  const auto check = [&failure](const auto& field) {
    if (!field && !failure) failure = Failure{400, to_string(field.error())};
  };
  check(vias(headers));
  check(from(headers));
  check(to(headers));
  check(call_id(headers));
  check(cseq(headers));
  check(max_forwards(headers));
  return failure;
}

std::unexpected<ParseError> dropped(std::string what) {
  return std::unexpected{ParseError{std::move(what), std::nullopt}};
}

std::unexpected<ParseError> refused(const Failure& failure, const Headers& headers) {
  ParseError error{failure.what, std::nullopt};
  if (headers.count(HeaderId::via) == 0) return std::unexpected{std::move(error)};
  // RFC 3261 21.4.1: the reason phrase of a 400 says what is wrong.
  const std::string_view words = failure.status == 400 ? std::string_view{failure.what} : "";
  const Request what_came{MethodId::invite, {}, headers, {}};
  error.answer = response_to(what_came, failure.status, words);
  for (const HeaderId id : {HeaderId::from, HeaderId::to, HeaderId::call_id, HeaderId::cseq})
    if (const auto first = headers.first(id)) error.answer->headers.set(id, *first);
  return std::unexpected{std::move(error)};
}

std::optional<Failure> wrong_request(const Request& request) {
  if (auto failure = wrong_field(request.headers)) return failure;
  if (cseq(request.headers)->method != request.method)
    return Failure{400, "CSeq: its method is not the request's"};
  return std::nullopt;
}

std::expected<Message, ParseError> response_from(std::string_view line, const HeaderLines& lines) {
  auto status_line = parse_status_line(line);
  if (!status_line) return dropped(std::move(status_line.error().what));
  if (lines.failure) return dropped(lines.failure->what);
  if (auto failure = wrong_field(lines.headers)) return dropped(std::move(failure->what));
  return Response{status_line->status, std::move(status_line->reason), lines.headers,
                  std::string{lines.body}};
}

std::expected<Message, ParseError> request_from(std::string_view line, const HeaderLines& lines) {
  auto request_line = parse_request_line(line);
  // Nobody waits for an answer to an ACK.
  const bool ack = line.starts_with("ACK ");
  if (!request_line)
    return ack ? dropped(std::move(request_line.error().what))
               : refused(request_line.error(), lines.headers);
  Request request{std::move(request_line->method), std::move(request_line->uri), lines.headers,
                  std::string{lines.body}};
  auto failure = lines.failure ? lines.failure : wrong_request(request);
  if (!failure) return request;
  return ack ? dropped(std::move(failure->what)) : refused(*failure, lines.headers);
}

}  // namespace

std::expected<Message, ParseError> parse_message(std::string_view text) {
  const std::size_t start = text.find_first_not_of("\r\n");
  if (start == text.npos) return dropped("nothing but line ends");
  text.remove_prefix(start);
  const bool too_large = text.size() > max_message_bytes;
  text = text.substr(0, max_message_bytes);

  const std::string_view start_line = take_line(text);
  if (start_line.find("SIP/") == start_line.npos && start_line.find("sip/") == start_line.npos)
    return dropped("not SIP");
  HeaderLines lines = parse_header_lines(text);
  if (too_large) lines.failure = Failure{513, "message too large"};
  return is_status_line(start_line) ? response_from(start_line, lines)
                                    : request_from(start_line, lines);
}

}  // namespace portero::sip
