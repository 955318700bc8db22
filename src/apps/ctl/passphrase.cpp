#include "apps/ctl/passphrase.hpp"

#include <csignal>
#include <cstdio>
#include <optional>
#include <termios.h>
#include <tuple>
#include <unistd.h>

#include <fmt/format.h>

namespace portero::ctl {
namespace {

constexpr std::size_t max_bytes = 4096;

termios shown_before{};

// A terminal that stays silent is of no use to anybody.
void show_and_end(int signal) {
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_before);
  std::ignore = ::raise(signal);  // which ends us once we return
}

// The terminal shows nothing while it lives, or until Ctrl-C.
class Silence {
 public:
  Silence() : is_terminal_(::tcgetattr(STDIN_FILENO, &shown_before) == 0) {
    if (!is_terminal_) return;
    struct sigaction on_interrupt{};
    on_interrupt.sa_handler = show_and_end;
    on_interrupt.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &on_interrupt, &handler_before_);
    termios silent = shown_before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~Silence() {
    if (!is_terminal_) return;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_before);
    ::sigaction(SIGINT, &handler_before_, nullptr);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  bool is_terminal_;
  struct sigaction handler_before_{};
};

std::optional<std::string> line() {
  std::string line;
  char next = 0;
  while (line.size() < max_bytes && ::read(STDIN_FILENO, &next, 1) == 1) {
    if (next == '\n') return line;
    line += next;
  }
  return line.empty() ? std::nullopt : std::optional{line};
}

std::optional<std::string> typed(const char* prompt) {
  const Silence silence;
  fmt::print(stderr, "{}", prompt);
  auto given = line();
  fmt::print(stderr, "\n");
  return given;
}

}  // namespace

std::expected<std::string, std::string> passphrase(Ask ask) {
  const bool at_terminal = ::isatty(STDIN_FILENO) == 1;
  auto given = at_terminal ? typed("Passphrase: ") : line();
  if (!given || given->empty())
    return std::unexpected{"There is no passphrase: type it, or give it by the standard input."};
  if (at_terminal && ask == Ask::twice && typed("The same again: ") != given)
    return std::unexpected{"The two are not the same."};
  return *std::move(given);
}

}  // namespace portero::ctl
