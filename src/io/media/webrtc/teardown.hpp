#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
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

  // What runs in the thread before the pipeline goes to the state NULL, and after, while its
  // elements are still there.
  struct Around {
    std::function<void()> before = [] {};
    std::function<void()> after = [] {};
  };
  void take(gst::Owned<GstElement> pipeline, Around around);
  void wait_until_done();

 private:
  struct Ending {
    gst::Owned<GstElement> pipeline;
    Around around;
  };
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Ending> waiting_;
  bool busy_ = false;
  bool ending_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace portero::webrtc
