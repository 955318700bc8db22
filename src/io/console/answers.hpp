#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/control/message.hpp"
#include "io/console/gate.hpp"
#include "io/http/message.hpp"

// Answers that several requests get.
namespace portero::console {

[[nodiscard]] http::Response with_json(std::string text);
[[nodiscard]] http::Response with_picture(std::string_view type,
                                          const std::vector<std::uint8_t>& bytes);
[[nodiscard]] http::Response answer_to(const control::Reply& reply);
[[nodiscard]] http::Response too_many_listeners();
[[nodiscard]] http::Response denied(const Gate::Denied& why);

}  // namespace portero::console
