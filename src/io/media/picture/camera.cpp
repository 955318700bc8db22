#include "io/media/picture/camera.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "io/media/gst/pipeline.hpp"
#include "io/media/picture/jpeg.hpp"
#include "io/media/picture/source.hpp"
#include "io/media/picture/stream.hpp"

namespace portero::picture {

Feed::Feed(std::shared_ptr<Stream> stream, std::uint64_t id)
    : stream_(std::move(stream)), id_(id) {}
Feed::~Feed() { end(); }
Feed::Feed(Feed&& other) noexcept : stream_(std::move(other.stream_)), id_(other.id_) {}

Feed& Feed::operator=(Feed&& other) noexcept {
  end();
  stream_ = std::move(other.stream_);
  id_ = other.id_;
  return *this;
}

void Feed::end() {
  if (stream_) stream_->remove(id_);
  stream_.reset();
}

void Feed::start() {
  if (stream_) stream_->start(id_);
}

void Feed::pause() {
  if (stream_) stream_->pause(id_);
}

void Feed::follow(const congestion::Portion& portion) {
  if (stream_) stream_->follow(id_, portion);
}

Feed::Statistics Feed::statistics() const {
  if (!stream_) return {};
  const FanOut::Given given = stream_->given(id_);
  return {.units = given.units, .lost = given.lost};
}

struct Camera::State {
  State(loop::EventLoop& its_loop, const CameraSettings& its_settings, Handler handler)
      : loop(its_loop),
        settings(its_settings),
        told_to(std::make_shared<Handler>(std::move(handler))),
        tell([&its_loop, told = std::weak_ptr{told_to}](const CameraEvent& event) {
          its_loop.post([told, event] {
            if (const auto listener = told.lock()) (*listener)(event);
          });
        }),
        source(its_loop, its_settings, frames,
               [this](const CameraEvent& event) { source_tells(event); }) {
    rates.fill({.kbps = its_settings.kbps, .fps = its_settings.fps});
  }

  // With the picture that comes back, everybody begins anew.
  void source_tells(const CameraEvent& event) {
    if (std::holds_alternative<Lost>(event))
      for (const sdp::VideoCodec codec : sdp::video_codecs)
        if (const auto its = stream(codec)) its->request_key_frame();
    tell(event);
  }

  std::shared_ptr<Stream> stream(sdp::VideoCodec codec) const {
    return streams[static_cast<std::size_t>(codec)].lock();
  }

  loop::EventLoop& loop;
  CameraSettings settings;
  std::array<Rate, std::size(sdp::video_codecs)> rates;
  std::shared_ptr<Handler> told_to;
  std::function<void(const CameraEvent&)> tell;
  std::shared_ptr<Frames> frames = std::make_shared<Frames>();
  std::array<std::weak_ptr<Stream>, std::size(sdp::video_codecs)> streams;
  Source source;
};

Camera::Camera(std::unique_ptr<State> state) : state_(std::move(state)) {}
Camera::~Camera() = default;

std::expected<std::unique_ptr<Camera>, std::string> Camera::open(loop::EventLoop& loop,
                                                                 const CameraSettings& settings,
                                                                 Handler handler) {
  gst::start();
  if (auto wrong = check(settings); !wrong) return std::unexpected{std::move(wrong).error()};
  return std::unique_ptr<Camera>{
      new Camera{std::make_unique<State>(loop, settings, std::move(handler))}};
}

Feed Camera::feed(sdp::VideoCodec codec, GstElement* appsrc) {
  return feed(codec, std::make_shared<AppsrcOutlet>(appsrc));
}

Feed Camera::feed(sdp::VideoCodec codec, std::shared_ptr<Outlet> outlet) {
  auto stream = state_->stream(codec);
  if (!stream) {
    stream =
        Stream::make(state_->loop, codec, encoders_here(codec, state_->settings), state_->settings,
                     state_->rates[static_cast<std::size_t>(codec)], state_->frames, state_->tell);
    state_->streams[static_cast<std::size_t>(codec)] = stream;
  }
  const auto id = stream->add(std::move(outlet));
  return Feed{std::move(stream), id};
}

void Camera::request_key_frame(sdp::VideoCodec codec) {
  if (const auto stream = state_->stream(codec)) stream->request_key_frame();
}

void Camera::encode(sdp::VideoCodec codec, int kbps, int fps) {
  Rate& rate = state_->rates[static_cast<std::size_t>(codec)];
  rate = {.kbps = std::clamp(kbps, picture_limits.min_kbps, picture_limits.max_kbps),
          .fps = std::clamp(fps, picture_limits.min_fps, state_->settings.fps)};
  if (const auto stream = state_->stream(codec)) stream->set(rate);
}

void Camera::watch_for_motion(bool wished) {
  state_->frames->watch(
      wished ? std::make_shared<MotionWatch>([tell = state_->tell] { tell(Moved{}); }) : nullptr);
}

std::expected<std::vector<std::uint8_t>, std::string> Camera::snapshot(int quality) const {
  if (const auto latest = state_->frames->latest()) return jpeg_of(*latest->frame, quality);
  const std::string& why = state_->source.why_lost();
  return std::unexpected{why.empty() ? "the camera has only just been opened" : why};
}

CameraStatistics Camera::statistics() const {
  CameraStatistics statistics{.frames = state_->frames->count()};
  if (const auto latest = state_->frames->latest()) statistics.latest_age = latest->age();
  for (const sdp::VideoCodec codec : sdp::video_codecs)
    if (const auto stream = state_->stream(codec))
      statistics.streams.push_back(stream->statistics());
  return statistics;
}

}  // namespace portero::picture
