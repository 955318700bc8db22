#pragma once

#include <optional>
#include <string>

namespace portero::process {

enum class SocketType { stream, packets };

// Why nothing can be served on the word --socket of a program that portero-station starts;
// nothing where the descriptor is such a socket.
[[nodiscard]] std::optional<std::string> objection_to_socket(int descriptor, SocketType type);

}  // namespace portero::process
