#include "io/store/interrupted_for_tests.hpp"

#include <csignal>
#include <cstdio>
#include <unistd.h>

#include <sys/ptrace.h>
#include <sys/wait.h>

namespace portero::store {
namespace {

constexpr int not_permitted = 77;
constexpr int at_system_call = SIGTRAP | 0x80;

// Its child stands still until it is let go on.
pid_t begin(const std::function<void()>& body) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child != 0) return child;
  if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) _exit(not_permitted);
  std::ignore = raise(SIGSTOP);
  body();
  _exit(0);
}

// Looks at each beginning and end of a system call, until told to stop.
Fate watch(pid_t child, const std::function<bool()>& go_on) {
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFSTOPPED(status)) return Fate::not_permitted;
  ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  while (true) {
    ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    waitpid(child, &status, 0);
    if (!WIFSTOPPED(status)) return Fate::finished;
    if (WSTOPSIG(status) == at_system_call && !go_on()) break;
  }
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  return Fate::killed;
}

}  // namespace

Fate killed_at(int step, const std::function<void()>& body) {
  int seen = 0;
  return watch(begin(body), [&] { return ++seen < step; });
}

std::vector<long> system_calls_of(const std::function<void()>& body) {
  std::vector<long> calls;
  const pid_t child = begin(body);
  std::ignore = watch(child, [&] {
    __ptrace_syscall_info about{};
    ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof about, &about);
    if (about.op == PTRACE_SYSCALL_INFO_ENTRY) calls.push_back(static_cast<long>(about.entry.nr));
    return true;
  });
  return calls;
}

}  // namespace portero::store
