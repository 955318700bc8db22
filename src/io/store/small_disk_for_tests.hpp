#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>

namespace portero::store {

enum class Isolation { done, not_permitted };

// For tests: runs the body in a child process that has a disk of its own of so many bytes. Whatever
// the body's expectations say is printed there and fails the calling test.
[[nodiscard]] Isolation on_small_disk(
    std::size_t bytes, const std::function<void(const std::filesystem::path&)>& body);

// The same with a disk that can be read and not be written to, on which `before` was done.
[[nodiscard]] Isolation on_read_only_disk(
    const std::function<void(const std::filesystem::path&)>& before,
    const std::function<void(const std::filesystem::path&)>& body);

}  // namespace portero::store
