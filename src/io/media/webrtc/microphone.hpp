#pragma once

#include <cstdint>
#include <memory>
#include <span>

typedef struct _GstElement GstElement;

namespace portero::webrtc {

class MicrophoneListeners;

// One viewer's share of the microphone: from its making to its end. It may outlive the microphone.
class MicrophoneFeed {
 public:
  MicrophoneFeed() = default;
  MicrophoneFeed(std::shared_ptr<MicrophoneListeners> listeners, GstElement* appsrc);
  ~MicrophoneFeed();
  MicrophoneFeed(MicrophoneFeed&& other) noexcept;
  MicrophoneFeed& operator=(MicrophoneFeed&& other) noexcept;

 private:
  void end();

  std::shared_ptr<MicrophoneListeners> listeners_;
  GstElement* appsrc_ = nullptr;
};

// Encodes the visitor's voice once for all viewers: Opus, 20 ms a packet, and nothing while nobody
// listens.
class Microphone {
 public:
  Microphone();

  // To a viewer's sound_source(), once it is connected.
  [[nodiscard]] MicrophoneFeed feed(GstElement* appsrc);

  // 48 kHz, mono, as it was heard just now; in pieces of 20 ms or less. One thread's, which never
  // waits here for longer than a packet takes.
  void write(std::span<const std::int16_t> samples);

 private:
  std::shared_ptr<MicrophoneListeners> listeners_;
};

}  // namespace portero::webrtc
