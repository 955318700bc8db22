#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "io/media/gst/owned.hpp"

namespace portero::webrtc {

// Hands on what an appsink gets, in its streaming thread, while it is open.
class Hearing {
 public:
  using Heard = std::function<void(std::span<const std::int16_t>)>;

  Hearing(GstElement* appsink, Heard heard);
  ~Hearing();  // once it returns, nothing is handed on
  Hearing(const Hearing&) = delete;
  Hearing& operator=(const Hearing&) = delete;

  void open();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace portero::webrtc
