#include "tests/sim/watched.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/wait.h>

namespace portero::sim {

int watched(const std::function<int(Playing&)>& play,
            const std::function<void(std::uint64_t seed)>& died) {
  void* shared =
      mmap(nullptr, sizeof(Playing), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) {
    std::perror("portero_sim: mmap");
    return 1;
  }
  auto* playing = new (shared) Playing;
  std::fflush(stdout);
  const pid_t child = fork();
  if (child < 0) {
    std::perror("portero_sim: fork");
    return 1;
  }
  if (child == 0) {
    const int status = play(*playing);
    playing->finished = true;
    std::exit(status);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!playing->finished) died(playing->seed);
  return playing->finished && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace portero::sim
