#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/sdp/video_codec.hpp"
#include "io/loop/event_loop.hpp"
#include "io/media/webrtc/events.hpp"
#include "io/media/webrtc/sender.hpp"
#include "io/media/webrtc/settings.hpp"
#include "io/media/webrtc/statistics.hpp"
#include "io/media/webrtc/teardown.hpp"

namespace portero::webrtc {

// Once a process, before the first viewer: takes up to a second, which that one would wait for.
void prepare();

// What a viewer needs to be; all of it outlives the viewer.
struct ViewerPlace {
  loop::EventLoop& loop;
  Teardown& teardown;
};

struct ViewerHandler {
  // On the loop's thread; may destroy the viewer.
  std::function<void(const ViewerEvent&)> event;
  // The operator's voice: 48 kHz, mono, from a thread of the viewer's. Never again once the viewer
  // is destroyed, never before Connected.
  std::function<void(std::span<const std::int16_t>)> heard = [](auto) {};
  RetransmissionBudget may_send_again = [](std::size_t) { return true; };
};

// One operator's browser: our picture and sound to it, its sound to us, a data channel for texts.
// A WebRTC session of its own with a pipeline of its own, so that no viewer can hold up another.
// When the network changes, a new viewer takes its place: ICE restarts don't exist here (P7).
class Viewer {
 public:
  // The browser made the offer; ours comes as LocalDescription. An error is a sentence for whoever
  // sent it.
  [[nodiscard]] static std::expected<Viewer, std::string> answer(ViewerPlace place,
                                                                 const ViewerSettings& settings,
                                                                 std::string_view offer,
                                                                 ViewerHandler handler);
  // We make the offer.
  [[nodiscard]] static std::expected<Viewer, std::string> offer(ViewerPlace place,
                                                                const ViewerSettings& settings,
                                                                ViewerHandler handler);
  ~Viewer();
  Viewer(Viewer&&) noexcept;
  Viewer& operator=(Viewer&&) noexcept;

  // To our offer, once. On an error the viewer is of no more use.
  [[nodiscard]] std::expected<void, std::string> set_answer(std::string_view sdp);
  // Candidates that cannot be used, and those above the limit, are passed over.
  void add_candidate(unsigned line, std::string_view candidate);

  // Over the data channel.
  [[nodiscard]] std::expected<void, std::string> send(std::string_view text);

  // What takes access units, with a key frame first, and Opus, both encoded once for all viewers.
  // Nullptr for what was not agreed. Only what comes after Connected is sent.
  [[nodiscard]] std::shared_ptr<picture::Outlet> picture() const;
  [[nodiscard]] std::shared_ptr<Sender> sound() const;
  [[nodiscard]] std::optional<sdp::VideoCodec> codec() const;

  [[nodiscard]] Statistics statistics() const;
  // When the first of the packets was sent of which TransportFeedback has not told yet: a browser
  // that gets nothing has nothing to report.
  [[nodiscard]] std::optional<base::TimePoint> unreported_since() const;

 private:
  class Session;
  explicit Viewer(std::unique_ptr<Session> session);

  std::unique_ptr<Session> session_;
};

}  // namespace portero::webrtc
