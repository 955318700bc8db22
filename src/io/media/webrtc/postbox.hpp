#pragma once

#include <memory>
#include <utility>

#include "io/loop/event_loop.hpp"

namespace portero::webrtc {

// Through which GStreamer's threads reach an object that lives on the loop's thread. They keep the
// postbox alive, not the object: what is posted after close() is thrown away.
class Postbox : public std::enable_shared_from_this<Postbox> {
 public:
  explicit Postbox(loop::EventLoop& loop) : loop_(loop) {}

  // Any thread. The loop must still be there.
  void post(loop::Task task) {
    loop_.post([box = shared_from_this(), task = std::move(task)]() mutable {
      if (box->open_) task();
    });
  }

  // The loop's thread.
  void close() { open_ = false; }

 private:
  loop::EventLoop& loop_;
  bool open_ = true;
};

}  // namespace portero::webrtc
