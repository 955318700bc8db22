#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "io/media/gst/owned.hpp"

namespace portero::webrtc {

// Ends pipelines in a thread of its own: that takes milliseconds each, more where a network does
// not answer, and must happen in no thread of theirs (P11). Whoever has one outlives it by the
// loop: until the destructor returns, pipelines may still post.
class Teardown {
 public:
  Teardown();
  ~Teardown();  // waits for all of them
  Teardown(const Teardown&) = delete;
  Teardown& operator=(const Teardown&) = delete;

  void take(gst::Owned<GstElement> pipeline);
  void wait_until_done();

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<gst::Owned<GstElement>> waiting_;
  bool busy_ = false;
  bool ending_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace portero::webrtc
