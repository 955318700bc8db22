#include "io/process/child.hpp"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <unistd.h>
#include <utility>

#include <sys/syscall.h>
#include <sys/wait.h>

#include "io/loop/descriptor.hpp"

extern "C" char** environ;  // NOLINT(readability-redundant-declaration): not everywhere declared

namespace portero::process {
namespace {

constexpr int socket_of_child = 3;

// Null at the end, as C wants it.
class Words {
 public:
  explicit Words(std::vector<std::string> words) : words_(std::move(words)) {
    for (std::string& word : words_) pointers_.push_back(word.data());
    pointers_.push_back(nullptr);
  }
  char* const* get() { return pointers_.data(); }

 private:
  std::vector<std::string> words_;
  std::vector<char*> pointers_;
};

std::vector<std::string> argument_list(const Program& program) {
  std::vector<std::string> words{program.path.string()};
  words.insert(words.end(), program.arguments.begin(), program.arguments.end());
  return words;
}

// Secrets in settings, and what systemd says to its service.
bool is_for_us_alone(std::string_view word) {
  return word.starts_with("PORTERO_") || word.starts_with("CREDENTIALS_DIRECTORY=") ||
         word.starts_with("NOTIFY_SOCKET=") || word.starts_with("WATCHDOG_");
}

std::vector<std::string> environment_list(const Program& program) {
  std::vector<std::string> words = program.environment;
  for (char** word = environ; *word != nullptr; ++word)
    if (!is_for_us_alone(*word)) words.emplace_back(*word);
  return words;
}

// The child keeps its input from nowhere, our output, its complaints to us, and its socket.
class FileActions {
 public:
  FileActions(int complaints, const std::optional<int>& socket) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, complaints, STDERR_FILENO);
    if (socket) posix_spawn_file_actions_adddup2(&actions_, *socket, socket_of_child);
    posix_spawn_file_actions_addclosefrom_np(&actions_, socket_of_child + (socket ? 1 : 0));
  }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

struct Child::State : std::enable_shared_from_this<State> {
  State(loop::EventLoop& loop, int of_pid, int pidfd, int complaints, Handler told)
      : pid(of_pid), end(loop, pidfd), errors(loop, complaints), handler(std::move(told)) {}

  void watch() {
    end.when_readable([weak = weak_from_this()] {
      if (const auto state = weak.lock()) state->finish();
    });
    watch_errors();
  }

  void watch_errors() {
    errors.when_readable([weak = weak_from_this()] {
      const auto state = weak.lock();
      if (state && state->read_errors() != Read::end) state->watch_errors();
    });
  }

  enum class Read : std::uint8_t { some, nothing_yet, end };

  Read read_errors() {
    std::array<char, 4096> piece;
    const ssize_t size = ::read(errors.fd(), piece.data(), piece.size());
    if (size < 0) return errno == EAGAIN || errno == EINTR ? Read::nothing_yet : Read::end;
    for (const char character : std::string_view{piece.data(), static_cast<std::size_t>(size)})
      take(character);
    return size == 0 ? Read::end : Read::some;
  }

  void take(char character) {
    if (character != '\n') {
      if (line.size() < max_line_bytes) line.push_back(character);
      return;
    }
    if (!line.empty()) handler.complained(std::exchange(line, {}));
  }

  void finish() {
    const auto self = shared_from_this();
    const Ended how = reap();
    while (read_errors() == Read::some) continue;
    handler.ended(how);
  }

  // Waits for its end. Not by the descriptor, which does not block.
  Ended reap() {
    siginfo_t info{};
    waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED);
    running = false;
    return info.si_code == CLD_EXITED ? Ended{.status = info.si_status}
                                      : Ended{.signal = info.si_status};
  }

  int pid;
  loop::Descriptor end;
  loop::Descriptor errors;
  Handler handler;
  std::string line;
  bool running = true;
};

std::string in_words(const Ended& ended) {
  if (ended.signal != 0) return "was killed by signal " + std::to_string(ended.signal);
  return "exited with status " + std::to_string(ended.status);
}

std::expected<Child, std::string> Child::start(loop::EventLoop& loop, const Program& program,
                                               Handler handler) {
  const auto failed = [&](int error) {
    return std::unexpected(program.path.string() + " does not start: " + std::strerror(error));
  };
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return failed(errno);
  ::fcntl(pipe[0], F_SETFL, O_NONBLOCK);
  pid_t pid = 0;
  const int error =
      posix_spawn(&pid, program.path.c_str(), FileActions{pipe[1], program.socket}.get(), nullptr,
                  Words{argument_list(program)}.get(), Words{environment_list(program)}.get());
  ::close(pipe[1]);
  if (error != 0) {
    ::close(pipe[0]);
    return failed(error);
  }
  const auto pidfd = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  Child child{std::make_shared<State>(loop, pid, pidfd, pipe[0], std::move(handler))};
  child.state_->watch();
  return child;
}

Child::~Child() {
  if (!state_ || !state_->running) return;
  kill();
  state_->reap();
}

Child::Child(Child&&) noexcept = default;

Child& Child::operator=(Child&& other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}

int Child::pid() const { return state_->pid; }

void Child::kill() {
  if (state_->running) ::kill(state_->pid, SIGKILL);
}

bool Child::ends_within(base::Duration time) const {
  if (!state_->running) return true;
  pollfd end{.fd = state_->end.fd(), .events = POLLIN, .revents = 0};
  const auto limit = std::chrono::ceil<std::chrono::milliseconds>(time);
  return ::poll(&end, 1, static_cast<int>(limit.count())) > 0;
}

}  // namespace portero::process
