#include "io/media/webrtc/microphone.hpp"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "io/media/codec/audio_encoder.hpp"
#include "io/media/codec/opus.hpp"
#include "io/media/gst/pipeline.hpp"
#include "io/media/webrtc/sender.hpp"

namespace portero::webrtc {
namespace {

constexpr GstClockTime sample_unit = GST_SECOND / 48'000;
// The clock of a microphone is not the system's: packets follow each other without a gap until
// they are so far off.
constexpr GstClockTimeDiff most_astray = 40 * GST_MSECOND;

}  // namespace

// Shared by the thread that writes and those whose viewers come and go.
class MicrophoneListeners {
 public:
  void add(std::shared_ptr<Sender> sender) {
    const std::lock_guard lock{mutex_};
    senders_.push_back(std::move(sender));
  }

  void remove(const std::shared_ptr<Sender>& sender) {
    const std::lock_guard lock{mutex_};
    std::erase(senders_, sender);
  }

  void write(std::span<const std::int16_t> samples) {
    const std::lock_guard lock{mutex_};
    if (senders_.empty()) return pending_.clear();
    pending_.insert(pending_.end(), samples.begin(), samples.end());
    const std::size_t wanted = encoder_->samples_per_packet();
    if (pending_.size() < wanted) return;
    give(encoder_->encode(std::span{pending_}.first(wanted)), wanted);
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(wanted));
  }

 private:
  void give(const codec::Payload& payload, std::size_t samples) {
    const GstClockTime duration = samples * GST_SECOND / 48'000;
    const GstClockTime began = gst::running_time() - pending_.size() * sample_unit;
    if (std::abs(GST_CLOCK_DIFF(next_, began)) > most_astray) next_ = began;
    const GstClockTime from = std::exchange(next_, next_ + duration);
    for (const auto& sender : senders_) sender->send_sound(payload, from);
  }

  std::mutex mutex_;
  std::unique_ptr<codec::AudioEncoder> encoder_ = codec::opus_encoder({.inband_fec = true});
  std::vector<std::shared_ptr<Sender>> senders_;
  std::vector<std::int16_t> pending_;
  GstClockTime next_ = 0;
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
