#pragma once

#include <functional>
#include <vector>

namespace portero::store {

enum class Fate { killed, finished, not_permitted };

// For tests: runs the body in a child process, and kills it (SIGKILL) when it has come to so many
// beginnings and ends of system calls.
[[nodiscard]] Fate killed_at(int step, const std::function<void()>& body);

// The numbers of the system calls that the body makes, in order.
[[nodiscard]] std::vector<long> system_calls_of(const std::function<void()>& body);

}  // namespace portero::store
