#include "io/media/picture/stream.hpp"

#include <utility>

#include <fmt/format.h>

namespace portero::picture {

Stream::Stream(loop::EventLoop& loop, sdp::VideoCodec codec, std::vector<const EncoderKind*> kinds,
               const CameraSettings& settings, Rate rate, std::shared_ptr<Frames> frames, Tell tell)
    : loop_(loop),
      codec_(codec),
      settings_(settings),
      rate_(rate),
      frames_(std::move(frames)),
      tell_(std::move(tell)),
      gate_opens_(loop),
      kinds_(std::move(kinds)) {}

std::shared_ptr<Stream> Stream::make(loop::EventLoop& loop, sdp::VideoCodec codec,
                                     std::vector<const EncoderKind*> kinds,
                                     const CameraSettings& settings, Rate rate,
                                     std::shared_ptr<Frames> frames, Tell tell) {
  std::shared_ptr<Stream> stream{new Stream{loop, codec, std::move(kinds), settings, rate,
                                            std::move(frames), std::move(tell)}};
  stream->take_next_encoder();
  return stream;
}

Stream::~Stream() { drop_encoder(); }

void Stream::take_next_encoder() {
  while (!kinds_.empty()) {
    const EncoderKind& kind = *kinds_.front();
    kinds_.erase(kinds_.begin());
    auto started =
        Encoder::start(loop_, kind, settings_, rate_,
                       {.encoded = [this](GstBuffer& unit, GstCaps& caps) { encoded(unit, caps); },
                        .failed = [this](const gst::Failure& why) { encoder_failed(why); }});
    if (!started) {
      tell_(EncoderFailed{codec_, fmt::format("{}: {}", kind.factory, started.error())});
      continue;
    }
    encoder_ = *std::move(started);
    encoder_->set_wanted(fan_out_.anyone_started());
    frames_->add(*encoder_);
    return tell_(EncoderChosen{codec_, std::string{kind.factory}});
  }
  tell_(EncoderFailed{codec_, fmt::format("no other encoder of {} works here", to_text(codec_))});
}

void Stream::drop_encoder() {
  if (encoder_) frames_->remove(*encoder_);
  encoder_.reset();
}

void Stream::encoder_failed(const std::string& why) {
  tell_(EncoderFailed{codec_, fmt::format("{}: {}", encoder_->kind().factory, why)});
  drop_encoder();
  take_next_encoder();
}

void Stream::remove(FanOut::Id feed) {
  fan_out_.remove(feed);
  if (encoder_) encoder_->set_wanted(fan_out_.anyone_started());
}

void Stream::start(FanOut::Id feed) {
  fan_out_.start(feed);
  if (encoder_) encoder_->set_wanted(true);
  request_key_frame();
}

void Stream::pause(FanOut::Id feed) {
  fan_out_.pause(feed);
  if (encoder_) encoder_->set_wanted(fan_out_.anyone_started());
}

void Stream::request_key_frame() {
  if (gate_.requested(loop_.now()) && encoder_) encoder_->force_key_frame();
  key_frame_wakes();
}

void Stream::key_frame_wakes() {
  const auto at = gate_.wakes_at();
  if (!at) return;
  gate_opens_.start_at(*at, [this] {
    if (gate_.wake(loop_.now()) && encoder_) encoder_->force_key_frame();
    key_frame_wakes();
  });
}

void Stream::set(Rate rate) {
  rate_ = rate;
  if (encoder_) encoder_->set(rate);
}

void Stream::encoded(GstBuffer& unit, GstCaps& caps) {
  const bool is_key_frame = !GST_BUFFER_FLAG_IS_SET(&unit, GST_BUFFER_FLAG_DELTA_UNIT);
  {
    const std::scoped_lock lock{counting_};
    ++units_;
    key_frames_ += is_key_frame ? 1 : 0;
    throughput_.add(gst_buffer_get_size(&unit), Throughput::Time{gst::running_time()});
  }
  const bool another_wanted = fan_out_.give(unit, caps);
  if (!is_key_frame && !another_wanted) return;
  loop_.post([weak = weak_from_this(), is_key_frame, another_wanted] {
    const auto self = weak.lock();
    if (!self) return;
    if (is_key_frame) self->tell_(KeyFrameMade{self->codec_});
    self->loop_.post([weak, is_key_frame, another_wanted] {
      if (const auto told = weak.lock()) told->gave(is_key_frame, another_wanted);
    });
  });
}

// Whoever decides about requests has heard of the key frame by then, and asks for no other one.
void Stream::gave(bool key_frame, bool another_wanted) {
  if (key_frame) gate_.came();
  if (another_wanted) request_key_frame();
}

StreamStatistics Stream::statistics() const {
  const std::scoped_lock lock{counting_};
  return {.codec = codec_,
          .encoder = std::string{encoder_ ? encoder_->kind().factory : ""},
          .feeds = fan_out_.size(),
          .units = units_,
          .key_frames = key_frames_,
          .kbps = throughput_.kbps(Throughput::Time{gst::running_time()})};
}

}  // namespace portero::picture
