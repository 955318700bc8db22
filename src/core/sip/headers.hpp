#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sip/header.hpp"

namespace portero::sip {

struct Header {
  HeaderName name;
  std::string value;  // one line, without whitespace around it

  bool operator==(const Header&) const = default;
};

// The header fields of a message in their order. Content-Length is not among them: the body knows
// its size, and the serializer writes it.
class Headers {
 public:
  // Line breaks in the value become spaces: nobody adds a field by way of another's value.
  void append(HeaderName name, std::string_view value);
  void prepend(HeaderName name, std::string_view value);
  // In place of the first with that name, without the others; otherwise at the end.
  void set(const HeaderName& name, std::string_view value);
  // The first with that name, the others stay; otherwise at the end.
  void set_first(HeaderName name, std::string_view value);
  void remove(const HeaderName& name);

  [[nodiscard]] std::optional<std::string_view> first(const HeaderName& name) const;
  [[nodiscard]] std::vector<std::string_view> all(const HeaderName& name) const;
  [[nodiscard]] std::size_t count(const HeaderName& name) const;

  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  [[nodiscard]] auto begin() const { return list_.begin(); }
  [[nodiscard]] auto end() const { return list_.end(); }

  bool operator==(const Headers&) const = default;

 private:
  std::vector<Header> list_;
};

}  // namespace portero::sip
