// The input is a datagram. What is read and written again is what was read, the typed fields
// likewise; an answer to a broken request has a header that can be read.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "core/sip/content_type.hpp"
#include "core/sip/header_lines.hpp"
#include "core/sip/limits.hpp"
#include "core/sip/message_parser.hpp"
#include "core/sip/option_tags.hpp"
#include "core/sip/reason.hpp"
#include "core/sip/session_expires.hpp"

namespace {

using namespace portero::sip;

template <class T>
void check_again(const T& value, Parsed<T> (*parse)(std::string_view)) {
  PORTERO_ASSERT(parse(to_string(value)) == value, "a field is read again as written");
}

template <class T>
void check_list(const Field<std::vector<T>>& list,
                Parsed<std::vector<T>> (*parse)(std::string_view)) {
  if (!list) return;
  for (const T& element : *list)
    PORTERO_ASSERT(parse(to_string(element)) == std::vector{element},
                   "an element is read again as written");
}

template <class T>
void check_optional(const Field<std::optional<T>>& field, Parsed<T> (*parse)(std::string_view)) {
  if (field && *field) check_again(**field, parse);
}

void check_fields(const Headers& headers) {
  check_again(from(headers).value(), parse_name_addr);
  check_again(to(headers).value(), parse_name_addr);
  check_again(cseq(headers).value(), parse_cseq);
  check_list(vias(headers), parse_vias);
  check_list(routes(headers), parse_name_addrs);
  check_list(reasons(headers), parse_reasons);
  check_list(warnings(headers), parse_warnings);
  check_optional(content_type(headers), parse_content_type);
  check_optional(session_expires(headers), parse_session_expires);
  check_optional(rack(headers), parse_rack);
  if (const auto list = contacts(headers); list && (list->all || !list->list.empty()))
    check_again(*list, parse_contacts);
  if (const auto tags = supported(headers)) check_again(*tags, parse_option_tags);
  if (const auto methods = allow(headers)) check_again(*methods, parse_methods);
  static_cast<void>(expires(headers));
  static_cast<void>(refer_to(headers));
  static_cast<void>(retry_after(headers));
}

void check_answer(const Response& answer) {
  const std::string text = to_string(answer);
  std::string_view rest = text;
  take_line(rest);
  const HeaderLines lines = parse_header_lines(rest);
  PORTERO_ASSERT(!lines.failure, "the header of an answer can be read");
  PORTERO_ASSERT(lines.headers == answer.headers, "nothing is smuggled into an answer");
}

// What is written has its names and its length in full, and may be larger than what is read.
void check_again(const Message& message, const char* promise) {
  const std::string written = to_string(message);
  if (written.size() > max_message_bytes) return;
  const auto again = parse_message(written);
  PORTERO_ASSERT(again && *again == message, promise);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto message = parse_message(text);
  if (!message) {
    if (message.error().answer) check_answer(*message.error().answer);
    return 0;
  }
  check_again(*message, "a message is read again as written");
  std::visit([](const auto& m) { check_fields(m.headers); }, *message);
  if (const auto* request = std::get_if<Request>(&*message)) {
    Response response = response_to(*request, 200);
    PORTERO_ASSERT(set_to_tag(response.headers, "t"), "To has been read before");
    check_again(Message{response}, "a response is read again as written");
  }
  return 0;
}
