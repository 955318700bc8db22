#include "io/http/message.hpp"

#include <algorithm>

#include <boost/beast/core/string.hpp>

namespace portero::http {
namespace {

std::optional<std::string_view> found(Fields::const_iterator at, const Fields& fields) {
  return at == fields.end() ? std::nullopt : std::optional<std::string_view>{at->second};
}

}  // namespace

std::optional<std::string_view> Request::header(std::string_view name) const {
  const auto is_it = [&](const auto& field) {
    return boost::beast::iequals(field.first, {name.data(), name.size()});
  };
  return found(std::ranges::find_if(headers, is_it), headers);
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  return found(std::ranges::find(query, name, &Fields::value_type::first), query);
}

Response text_response(int status, std::string_view sentence) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::string{sentence} + "\n"};
}

}  // namespace portero::http
