#pragma once

#include <expected>
#include <string>

namespace portero::ctl {

enum class Ask { once, twice };

// Typed at the terminal, which doesn't show it, and twice where nobody could correct it later;
// otherwise the first line of the standard input. An error is a sentence.
[[nodiscard]] std::expected<std::string, std::string> passphrase(Ask ask);

}  // namespace portero::ctl
