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

  // `last` runs once the pipeline is in the state NULL, while its elements are still there.
  void take(gst::Owned<GstElement> pipeline, std::function<void()> last);
  void wait_until_done();

 private:
  struct Ending {
    gst::Owned<GstElement> pipeline;
    std::function<void()> last;
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
