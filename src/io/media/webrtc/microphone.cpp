#include "io/media/webrtc/microphone.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <semaphore>
#include <thread>
#include <utility>
#include <vector>

#include "io/media/codec/audio_encoder.hpp"
#include "io/media/codec/opus.hpp"
#include "io/media/gst/pipeline.hpp"
#include "io/media/sound/sample_queue.hpp"
#include "io/media/webrtc/sender.hpp"

namespace portero::webrtc {
namespace {

constexpr GstClockTime sample_unit = GST_SECOND / 48'000;
// The clock of a microphone is not the system's: packets follow each other without a gap until
// they are so far off.
constexpr GstClockTimeDiff most_astray = 40 * GST_MSECOND;

}  // namespace

// Encodes in a thread of its own: the one that writes must not wait for a viewer's network.
class MicrophoneListeners {
 public:
  MicrophoneListeners() : thread_([this] { run(); }) {}
  ~MicrophoneListeners() {
    ends_ = true;
    written_.release();
    thread_.join();
  }
  MicrophoneListeners(const MicrophoneListeners&) = delete;
  MicrophoneListeners& operator=(const MicrophoneListeners&) = delete;

  void add(std::shared_ptr<Sender> sender) {
    const std::lock_guard lock{mutex_};
    if (senders_.empty()) begins_ = true;
    senders_.push_back(std::move(sender));
    listened_to_ = true;
  }

  void remove(const std::shared_ptr<Sender>& sender) {
    const std::lock_guard lock{mutex_};
    std::erase(senders_, sender);
    listened_to_ = !senders_.empty();
  }

  void write(std::span<const std::int16_t> samples) {
    if (!listened_to_) return;
    queue_.write(samples);
    written_.release();
  }

 private:
  void run() {
    while (true) {
      written_.acquire();
      if (ends_) return;
      const std::lock_guard lock{mutex_};
      if (std::exchange(begins_, false)) queue_.drop(queue_.size());
      while (queue_.size() >= packet_.size()) give_packet();
    }
  }

  void give_packet() {
    const GstClockTime began = gst::running_time() - queue_.size() * sample_unit;
    if (std::abs(GST_CLOCK_DIFF(next_, began)) > most_astray) next_ = began;
    queue_.peek(0, packet_);
    queue_.drop(packet_.size());
    const auto payload = std::make_shared<const rtp::Bytes>(encoder_->encode(packet_));
    const GstClockTime from = std::exchange(next_, next_ + packet_.size() * GST_SECOND / 48'000);
    for (const auto& sender : senders_) sender->send_sound(payload, from);
  }

  sound::SampleQueue queue_;
  std::counting_semaphore<> written_{0};
  std::atomic<bool> listened_to_ = false;
  std::atomic<bool> ends_ = false;

  std::mutex mutex_;
  std::vector<std::shared_ptr<Sender>> senders_;
  bool begins_ = false;  // what lies in the queue is of another time
  std::unique_ptr<codec::AudioEncoder> encoder_ = codec::opus_encoder({.inband_fec = true});
  std::vector<std::int16_t> packet_ = std::vector<std::int16_t>(encoder_->samples_per_packet());
  GstClockTime next_ = 0;
  std::thread thread_;  // last: it uses the others
};

MicrophoneFeed::MicrophoneFeed(std::shared_ptr<MicrophoneListeners> listeners,
                               std::shared_ptr<Sender> sender)
    : listeners_(std::move(listeners)), sender_(std::move(sender)) {
  listeners_->add(sender_);
}

MicrophoneFeed::~MicrophoneFeed() { end(); }

MicrophoneFeed::MicrophoneFeed(MicrophoneFeed&& other) noexcept
    : listeners_(std::exchange(other.listeners_, nullptr)), sender_(std::move(other.sender_)) {}

MicrophoneFeed& MicrophoneFeed::operator=(MicrophoneFeed&& other) noexcept {
  if (this == &other) return *this;
  end();
  listeners_ = std::exchange(other.listeners_, nullptr);
  sender_ = std::move(other.sender_);
  return *this;
}

void MicrophoneFeed::end() {
  if (listeners_) listeners_->remove(sender_);
  listeners_.reset();
}

Microphone::Microphone() : listeners_(std::make_shared<MicrophoneListeners>()) {}

MicrophoneFeed Microphone::feed(std::shared_ptr<Sender> sender) {
  return {listeners_, std::move(sender)};
}

void Microphone::write(std::span<const std::int16_t> samples) { listeners_->write(samples); }

}  // namespace portero::webrtc
