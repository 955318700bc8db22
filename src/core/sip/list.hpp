#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "core/sip/limits.hpp"
#include "core/sip/scanner.hpp"

namespace portero::sip {

template <class T>
using Scan = Parsed<T> (*)(Scanner&);

// The whole text is one element with whitespace around it.
template <class T>
[[nodiscard]] Parsed<T> parse_one(std::string_view text, Scan<T> scan) {
  Scanner scanner{text};
  scanner.skip_whitespace();
  Parsed<T> element = scan(scanner);
  scanner.skip_whitespace();
  if (element && !scanner.at_end()) return scanner.error("unexpected character");
  return element;
}

// The whole text is 1#element of RFC 3261 section 7.3.1, at most `limit` of them.
template <class T>
[[nodiscard]] Parsed<std::vector<T>> parse_list(std::string_view text, Scan<T> scan,
                                                std::size_t limit = max_list_elements) {
  Scanner scanner{text};
  scanner.skip_whitespace();
  std::vector<T> elements;
  do {
    if (elements.size() == limit) return scanner.error("too many elements");
    Parsed<T> element = scan(scanner);
    if (!element) return std::unexpected{element.error()};
    elements.push_back(*std::move(element));
  } while (scanner.take_separator(','));
  if (!scanner.at_end()) return scanner.error("unexpected character");
  return elements;
}

}  // namespace portero::sip
