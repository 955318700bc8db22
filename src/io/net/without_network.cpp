#include "io/net/without_network.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <sched.h>
#include <unistd.h>

#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace portero::net {
namespace {

constexpr int passed = 0;
constexpr int failed = 1;
constexpr int not_permitted = 2;

bool leave_network() {
  // The first is for root, the second for everybody else.
  return unshare(CLONE_NEWNET) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
}

// From here on socket() says of AF_INET6 what such a kernel says.
bool forget_ipv6() {
  constexpr auto number = static_cast<unsigned>(offsetof(seccomp_data, nr));
  constexpr auto family = static_cast<unsigned>(offsetof(seccomp_data, args[0]));
  std::array filter{
      sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, number),
      sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3),
      sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, family),
      sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 0, 1),
      sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EAFNOSUPPORT),
      sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

Isolation run_in_child(bool (*isolate)(), const std::function<void()>& body) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    int outcome = not_permitted;
    if (isolate()) {
      body();
      outcome = testing::Test::HasFailure() ? failed : passed;
    }
    std::fflush(nullptr);
    _exit(outcome);
  }
  int status = 0;
  waitpid(child, &status, 0);
  const int outcome = WIFEXITED(status) ? WEXITSTATUS(status) : failed;
  if (outcome == not_permitted) return Isolation::not_permitted;
  EXPECT_EQ(outcome, passed) << "see the output of the child process above";
  return Isolation::done;
}

}  // namespace

Isolation without_network(const std::function<void()>& body) {
  return run_in_child(leave_network, body);
}

Isolation without_ipv6(const std::function<void()>& body) {
  return run_in_child(forget_ipv6, body);
}

}  // namespace portero::net
