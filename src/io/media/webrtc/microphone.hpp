#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace portero::webrtc {

class MicrophoneListeners;
class Sender;

// One viewer's share of the microphone: from its making to its end. It may outlive the microphone.
class MicrophoneFeed {
 public:
  MicrophoneFeed() = default;
  MicrophoneFeed(std::shared_ptr<MicrophoneListeners> listeners, std::shared_ptr<Sender> sender);
  ~MicrophoneFeed();
  MicrophoneFeed(MicrophoneFeed&& other) noexcept;
  MicrophoneFeed& operator=(MicrophoneFeed&& other) noexcept;

 private:
  void end();

  std::shared_ptr<MicrophoneListeners> listeners_;
  std::shared_ptr<Sender> sender_;
};

// Encodes the visitor's voice once for all viewers: Opus, 20 ms a packet, and nothing while nobody
// listens.
class Microphone {
 public:
  Microphone();

  // To a viewer's sound(), once it is connected.
  [[nodiscard]] MicrophoneFeed feed(std::shared_ptr<Sender> sender);

  // 48 kHz, mono, as it was heard just now; in pieces of 20 ms or less. One thread's, which never
  // waits here.
  void write(std::span<const std::int16_t> samples);

 private:
  std::shared_ptr<MicrophoneListeners> listeners_;
};

}  // namespace portero::webrtc
