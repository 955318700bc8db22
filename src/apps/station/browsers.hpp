#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "core/call/flow.hpp"
#include "core/call/party.hpp"
#include "core/control/operator_message.hpp"
#include "core/media/event.hpp"
#include "core/sdp/candidates.hpp"
#include "io/loop/timer.hpp"

namespace portero::station {

// The operators' browsers: which viewer of the media process is which leg of the call, who still
// waits for our description, and whose connection was lost.
class Browsers {
 public:
  using Answer = std::function<void(const control::ToOperator&)>;
  struct Times {
    // Our description must be there; the media process gives up before that (io/media/webrtc).
    base::Duration answer_within = std::chrono::seconds{25};
    // Whoever is lost in a call may come again with another connection.
    base::Duration comes_again_within = std::chrono::seconds{5};
  };
  struct Told {
    std::function<void(media::ViewerId)> unanswered;
    std::function<void(call::LegId)> given_up;  // by a browser that did not come again
  };

  Browsers(loop::EventLoop& loop, Times times, std::uint64_t first_viewer, Told told)
      : loop_(loop), times_(times), told_(std::move(told)), ids_(first_viewer) {}

  [[nodiscard]] media::ViewerId add(std::string offer, Answer answer);
  // Its leg from now on; gives what it offered.
  [[nodiscard]] std::string let_in(media::ViewerId viewer, call::LegId leg);
  // The new one in the place of the old one, with its leg and flow.
  void take_over(media::ViewerId old_viewer, media::ViewerId viewer);
  // Its leg goes on for a while, where it was in the call; false where it was not.
  [[nodiscard]] bool lose(media::ViewerId viewer);
  // What the media process lets it see.
  void see(media::ViewerId viewer, media::Sight sight);
  [[nodiscard]] bool any_sees() const;
  void set_flow(media::ViewerId viewer, call::Flow flow);
  [[nodiscard]] call::Flow flow_of(media::ViewerId viewer) const;
  // And not only watched the door.
  [[nodiscard]] bool was_in_call(media::ViewerId viewer) const;
  // Ours, once it is there; else empty.
  [[nodiscard]] std::string description_of(media::ViewerId viewer) const;
  // It is there no longer, and whoever still waited is told why.
  void forget(media::ViewerId viewer, const control::Refused& why);

  [[nodiscard]] std::optional<call::LegId> leg_of(media::ViewerId viewer) const;
  [[nodiscard]] std::optional<media::ViewerId> viewer_of(call::LegId leg) const;

  // Our description and candidates, of which the browser is told when they are complete.
  void described(const media::ViewerDescribed& ours);
  void found(const media::ViewerCandidate& ours);
  void gathered(media::ViewerId viewer);

 private:
  struct Browser {
    std::string offer;
    Answer answer;  // none once it was given
    std::optional<call::LegId> leg{};
    call::Flow flow = call::Flow::none;
    media::Sight sight = media::Sight::nothing;
    bool was_connected = false;
    bool was_in_call = false;
    std::optional<loop::Timer> patience{};  // with the media process, then with the browser
    std::string description{};
    std::vector<sdp::GatheredCandidate> candidates{};
  };

  loop::EventLoop& loop_;
  Times times_;
  Told told_;
  base::IdSequence<media::ViewerId> ids_;  // others in each run: a page may remember one
  std::map<media::ViewerId, Browser> browsers_;
};

// Of one that is gone.
[[nodiscard]] control::Refused no_such_viewer();

}  // namespace portero::station
