#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "io/loop/event_loop.hpp"

namespace portero::console {

// Hashes and compares passwords one after the other, in a thread that lives as long as there is
// something to do: the loop, which opens doors, never waits for it.
class Hasher {
 public:
  // Done in the thread; gives what is then told from within the loop.
  using Work = std::function<std::function<void()>()>;
  static constexpr std::size_t max_waiting = 8;

  explicit Hasher(loop::EventLoop& loop) : loop_(loop) {}
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  // False where too many wait. Told from within the loop; an empty hash is one that could not be
  // made, for want of memory.
  [[nodiscard]] bool hash(std::string password, std::function<void(const std::string& hash)> then);
  [[nodiscard]] bool compare(std::string hash, std::string password,
                             std::function<void(bool equal)> then);
  // Whatever else takes as long.
  [[nodiscard]] bool enqueue(Work work);

 private:
  void begin_next();

  loop::EventLoop& loop_;
  std::deque<Work> waiting_;
  std::jthread thread_;
  bool busy_ = false;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace portero::console
