#pragma once

#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/loop/event_loop.hpp"

namespace portero::process {

struct Program {
  std::filesystem::path path;
  std::vector<std::string> arguments{};
  std::vector<std::string> environment{};  // "NAME=value", besides ours without secrets
  std::optional<int> socket{};             // becomes descriptor 3 of the child
};

// How it ended: its exit status, or the signal that killed it.
struct Ended {
  int status = 0;
  int signal = 0;

  bool operator==(const Ended&) const = default;
};

// "exited with status 1", "was killed by signal 9"
[[nodiscard]] std::string in_words(const Ended& ended);

// A program that we started. It is killed when this is destroyed, and told about no more.
class Child {
 public:
  struct Handler {
    std::function<void(const Ended&)> ended;  // the last thing told
    // A line that it writes to its standard error, cut at max_line_bytes.
    std::function<void(const std::string&)> complained = [](const auto&) {};
  };
  static constexpr std::size_t max_line_bytes = 512;

  // An error is a sentence.
  [[nodiscard]] static std::expected<Child, std::string> start(loop::EventLoop& loop,
                                                               const Program& program,
                                                               Handler handler);
  ~Child();
  Child(Child&&) noexcept;
  Child& operator=(Child&&) noexcept;

  [[nodiscard]] int pid() const;
  // It gets no chance to object (SIGKILL); `ended` follows.
  void kill();
  // Waits for its end, which is told by the loop later on.
  [[nodiscard]] bool ends_within(base::Duration time) const;

 private:
  struct State;
  explicit Child(std::shared_ptr<State> state) : state_(std::move(state)) {}

  std::shared_ptr<State> state_;
};

}  // namespace portero::process
