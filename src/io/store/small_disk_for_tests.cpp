#include "io/store/small_disk_for_tests.hpp"

#include <cstdio>
#include <fstream>
#include <sched.h>
#include <string>
#include <unistd.h>

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;

constexpr int passed = 0;
constexpr int failed = 1;
constexpr int not_permitted = 2;

// The first is for root, the second for everybody else, who then is root among himself.
bool leave_mounts() {
  if (::unshare(CLONE_NEWNS) == 0) return true;
  const std::string user = std::to_string(::getuid());
  const std::string group = std::to_string(::getgid());
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  std::ofstream{"/proc/self/setgroups"} << "deny";
  std::ofstream{"/proc/self/uid_map"} << "0 " + user + " 1";
  std::ofstream{"/proc/self/gid_map"} << "0 " + group + " 1";
  return true;
}

bool mount_disk(const fs::path& folder, std::size_t bytes) {
  const std::string size = "size=" + std::to_string(bytes) + ",mode=0700";
  return leave_mounts() && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("portero", folder.c_str(), "tmpfs", 0, size.c_str()) == 0;
}

Isolation in_child(const std::function<bool()>& isolate, const std::function<void()>& body) {
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    int outcome = not_permitted;
    if (isolate()) {
      body();
      outcome = testing::Test::HasFailure() ? failed : passed;
    }
    std::fflush(nullptr);
    ::_exit(outcome);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  const int outcome = WIFEXITED(status) ? WEXITSTATUS(status) : failed;
  if (outcome == not_permitted) return Isolation::not_permitted;
  EXPECT_EQ(outcome, passed) << "see the output of the child process above";
  return Isolation::done;
}

}  // namespace

Isolation on_small_disk(std::size_t bytes, const std::function<void(const fs::path&)>& body) {
  const TemporaryFolder folder;
  return in_child([&] { return mount_disk(folder.path(), bytes); }, [&] { body(folder.path()); });
}

Isolation on_read_only_disk(const std::function<void(const fs::path&)>& before,
                            const std::function<void(const fs::path&)>& body) {
  constexpr std::size_t enough = std::size_t{16} * 1024 * 1024;
  const TemporaryFolder folder;
  return in_child(
      [&] {
        if (!mount_disk(folder.path(), enough)) return false;
        before(folder.path());
        return ::mount("none", folder.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) ==
               0;
      },
      [&] { body(folder.path()); });
}

}  // namespace portero::store
