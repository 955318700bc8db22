#include "io/media/webrtc/teardown.hpp"

#include <malloc.h>
#include <optional>
#include <utility>

namespace portero::webrtc {
namespace {

// What a pipeline held lies in pieces between that of others: free() alone gives little of it back
// to the system.
void give_memory_back(std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  malloc_trim(0);
  lock.lock();
}

}  // namespace

Teardown::Teardown() : thread_([this] { run(); }) {}

Teardown::~Teardown() {
  {
    const std::lock_guard lock{mutex_};
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Teardown::take(gst::Owned<GstElement> pipeline, Around around) {
  {
    const std::lock_guard lock{mutex_};
    waiting_.push_back({.pipeline = std::move(pipeline), .around = std::move(around)});
  }
  changed_.notify_all();
}

void Teardown::wait_until_done() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return waiting_.empty() && !busy_; });
}

void Teardown::run() {
  std::unique_lock lock{mutex_};
  while (true) {
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    std::optional<Ending> ending{std::move(waiting_.front())};
    waiting_.pop_front();
    busy_ = true;
    lock.unlock();
    ending->around.before();
    gst_element_set_state(ending->pipeline.get(), GST_STATE_NULL);
    ending->around.after();
    ending.reset();
    lock.lock();
    if (waiting_.empty()) give_memory_back(lock);
    busy_ = false;
    changed_.notify_all();
  }
}

}  // namespace portero::webrtc
