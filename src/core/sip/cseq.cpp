#include "core/sip/cseq.hpp"

#include <limits>

#include "core/sip/list.hpp"

namespace portero::sip {
namespace {

Parsed<std::uint32_t> scan_number(Scanner& scanner, std::uint32_t max) {
  const Scanner start = scanner;
  const std::string_view digits = scanner.take_while(digit_chars);
  if (digits.empty()) return start.error("expected a number");
  const auto number = parse_decimal<std::uint32_t>(digits, max);
  if (!number) return start.error("number too large");
  return *number;
}

bool take_space(Scanner& scanner) { return !scanner.take_while(whitespace_chars).empty(); }

Parsed<CSeq> scan_cseq(Scanner& scanner) {
  const auto number = scan_number(scanner, max_sequence_number);
  if (!number) return std::unexpected{number.error()};
  if (!take_space(scanner)) return scanner.error("expected a space");
  const std::string_view method = scanner.token();
  if (method.empty()) return scanner.error("expected a method");
  return CSeq{*number, Method::from_text(method)};
}

Parsed<std::uint32_t> scan_rseq(Scanner& scanner) {
  const Scanner start = scanner;
  auto number = scan_number(scanner, std::numeric_limits<std::uint32_t>::max());
  if (number == 0U) return start.error("expected a number above 0");
  return number;
}

Parsed<RAck> scan_rack(Scanner& scanner) {
  const auto response_number = scan_rseq(scanner);
  if (!response_number) return std::unexpected{response_number.error()};
  if (!take_space(scanner)) return scanner.error("expected a space");
  auto cseq = scan_cseq(scanner);
  if (!cseq) return std::unexpected{cseq.error()};
  return RAck{*response_number, *std::move(cseq)};
}

}  // namespace

Parsed<CSeq> parse_cseq(std::string_view value) { return parse_one<CSeq>(value, scan_cseq); }
Parsed<RAck> parse_rack(std::string_view value) { return parse_one<RAck>(value, scan_rack); }
Parsed<std::uint32_t> parse_rseq(std::string_view value) {
  return parse_one<std::uint32_t>(value, scan_rseq);
}

std::string to_string(const CSeq& cseq) {
  return std::to_string(cseq.number) + ' ' + std::string{cseq.method.text()};
}

std::string to_string(const RAck& rack) {
  return std::to_string(rack.response_number) + ' ' + to_string(rack.cseq);
}

}  // namespace portero::sip
