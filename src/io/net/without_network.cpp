#include "io/net/without_network.hpp"

#include <cstdio>
#include <sched.h>
#include <unistd.h>

#include <gtest/gtest.h>
#include <sys/wait.h>

namespace portero::net {
namespace {

constexpr int passed = 0;
constexpr int failed = 1;
constexpr int not_permitted = 2;

int run_isolated(const std::function<void()>& body) {
  // The first is for root, the second for everybody else.
  if (unshare(CLONE_NEWNET) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
    return not_permitted;
  body();
  return testing::Test::HasFailure() ? failed : passed;
}

}  // namespace

Isolation without_network(const std::function<void()>& body) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const int outcome = run_isolated(body);
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

}  // namespace portero::net
