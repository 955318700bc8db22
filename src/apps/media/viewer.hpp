#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "apps/media/pictures.hpp"
#include "core/media/command.hpp"
#include "core/media/event.hpp"
#include "io/media/sound/duplex.hpp"
#include "io/media/webrtc/microphone.hpp"
#include "io/media/webrtc/viewer.hpp"

namespace portero::engine {

// What all viewers share; outlives them.
struct Studio {
  loop::EventLoop& loop;
  webrtc::Teardown& teardown;
  webrtc::Microphone& microphone;
  sound::Duplex& duplex;
  Pictures& pictures;
};

// One operator's browser: what it gets of sound and picture, what it gives, and what its link
// carries.
class Viewer {
 public:
  // ViewerGone may destroy it.
  using Handler = std::function<void(const media::Event&)>;

  // An error is a sentence.
  [[nodiscard]] static std::expected<std::unique_ptr<Viewer>, std::string> open(
      const Studio& studio, const media::OpenViewer& open, picture::Camera& camera,
      Handler handler);
  Viewer(const Viewer&) = delete;
  Viewer& operator=(const Viewer&) = delete;

  // An error is a sentence: the viewer is of no more use.
  [[nodiscard]] std::expected<void, std::string> take_answer(const std::string& sdp);
  void add_candidate(std::uint32_t line, const std::string& candidate);
  [[nodiscard]] std::expected<void, std::string> send(const std::string& text);
  void flow(call::Flow flow);
  // The one before it may be gone after this.
  void change_camera(picture::Camera& camera);
  [[nodiscard]] media::ViewerStatistics statistics() const;

 private:
  Viewer(const Studio& studio, media::ViewerId id, picture::Camera& camera, Handler handler);
  [[nodiscard]] webrtc::ViewerHandler handler();
  void told(const webrtc::ViewerEvent& event);
  void gone(const webrtc::Gone& gone);
  void connected();
  void let_flow();
  void let_picture_flow();
  void see(media::Sight sight);
  [[nodiscard]] Carried carried(base::TimePoint now);

  Studio studio_;
  media::ViewerId id_;
  picture::Camera* camera_;
  Handler handler_;
  call::Flow flow_ = call::Flow::none;
  bool connected_ = false;
  media::Sight sight_ = media::Sight::nothing;
  std::uint64_t packets_reported_ = 0;
  std::shared_ptr<ViewerLink> link_;
  std::shared_ptr<sound::Voice> voice_;
  std::unique_ptr<webrtc::Viewer> session_;  // ends before what its threads use
  picture::Feed feed_;                       // end before the session that they feed
  std::optional<webrtc::MicrophoneFeed> hears_;
  std::unique_ptr<Pictures::Share> share_;
};

}  // namespace portero::engine
