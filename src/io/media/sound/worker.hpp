#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace portero::sound {

// Does what may wait, in a thread of its own, in order. Jobs that have not begun when it is
// destroyed are never done; one that has is waited for.
class Worker {
 public:
  using Job = std::move_only_function<void()>;

  Worker();
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void add(Job job);

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace portero::sound
