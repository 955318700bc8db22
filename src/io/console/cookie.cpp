#include "io/console/cookie.hpp"

#include <fmt/format.h>

namespace portero::console {

std::optional<std::string_view> cookie(const http::Request& request, std::string_view name) {
  std::string_view rest = request.header("Cookie").value_or("");
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('='))
      return pair.substr(name.size() + 1);
  }
  return std::nullopt;
}

std::string set_cookie(std::string_view name, std::string_view value) {
  return fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Strict{}", name, value,
                     value.empty() ? "; Max-Age=0" : "");
}

}  // namespace portero::console
