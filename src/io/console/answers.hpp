#pragma once

#include <string>

#include "core/control/message.hpp"
#include "io/console/gate.hpp"
#include "io/http/message.hpp"

// Answers that several requests get.
namespace portero::console {

[[nodiscard]] http::Response with_json(std::string text);
[[nodiscard]] http::Response answer_to(const control::Reply& reply);
[[nodiscard]] http::Response too_many_listeners();
[[nodiscard]] http::Response denied(const Gate::Denied& why);

}  // namespace portero::console
