#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include <gst/gst.h>

#include "base/time.hpp"
#include "io/loop/event_loop.hpp"
#include "io/media/gst/owned.hpp"
#include "io/media/gst/plugins.hpp"

namespace portero::gst {

// A sentence: which element, what it says.
using Failure = std::string;

// Once a process, before anything else; again is nothing.
void start(Plugins plugins = Plugins::ours);

// An element by itself; null where its plugin is not installed.
[[nodiscard]] Owned<GstElement> made(const char* factory);
[[nodiscard]] bool has_element(const char* factory);

// Nanoseconds on the one time line of all pipelines of this process: what a buffer's timestamp
// means in any of them.
[[nodiscard]] GstClockTime running_time();
// The same time line in our units.
[[nodiscard]] base::TimePoint time_of(GstClockTime running_time);
[[nodiscard]] base::TimePoint running_now();

// A GstPipeline on the process's time line, whose bus is told on the loop's thread. Its state goes
// to NULL in the end, which waits for its streaming threads: so it is destroyed by the loop's
// thread alone.
class Pipeline {
 public:
  struct Handler {
    std::function<void(const Failure&)> failed;               // the pipeline is of no more use
    std::function<void(GstMessage&)> message = [](auto&) {};  // of elements, and the stream's end
  };

  // From a description as gst-launch-1.0 reads it.
  [[nodiscard]] static std::expected<Pipeline, Failure> parse(loop::EventLoop& loop,
                                                              const std::string& description,
                                                              Handler handler);
  // An empty one, to be filled.
  [[nodiscard]] static Pipeline make(loop::EventLoop& loop, Handler handler);
  ~Pipeline();
  Pipeline(Pipeline&&) noexcept;
  Pipeline& operator=(Pipeline&&) noexcept;

  // Live pipelines play without being asked to pause first. What goes wrong later is told.
  [[nodiscard]] std::expected<void, Failure> play();

  // Another source in the place of the one that is called so, which is a bin with one pad: what
  // follows plays on. After an error there is no source.
  [[nodiscard]] std::expected<void, Failure> replace_source(const char* name,
                                                            const std::string& description);

  // For whoever ends it in a thread of its own instead; the loop hears no more of it.
  [[nodiscard]] Owned<GstElement> release() &&;

  [[nodiscard]] GstElement* element() const { return pipeline_.get(); }
  // The element of that name; it must be there.
  [[nodiscard]] Owned<GstElement> named(const char* name) const;

 private:
  struct Watch;
  Pipeline(loop::EventLoop& loop, GstElement* pipeline, Handler handler);
  void end();

  Owned<GstElement> pipeline_;
  std::shared_ptr<Watch> watch_;
};

}  // namespace portero::gst
