#include "core/dns/records.hpp"

#include <algorithm>

namespace portero::dns {
namespace {

// ASCII only: RFC 4343.
char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view name(RecordType type) {
  switch (type) {
    case RecordType::a: return "A";
    case RecordType::aaaa: return "AAAA";
    case RecordType::srv: return "SRV";
    case RecordType::naptr: return "NAPTR";
  }
  return "";
}

}  // namespace

Question question(RecordType type, std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  Question result{type, std::string{name}};
  std::ranges::transform(result.name, result.name.begin(), to_lower);
  return result;
}

std::string to_string(const Question& question) {
  return std::string{name(question.type)} + " " + question.name;
}

}  // namespace portero::dns
