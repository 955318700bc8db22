#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "core/call/party.hpp"
#include "core/control/operator_message.hpp"
#include "core/media/event.hpp"
#include "core/sdp/candidates.hpp"

namespace portero::station {

// The operators' browsers: which viewer of the media process is which leg of the call, and who
// still waits for our description.
class Browsers {
 public:
  using Answer = std::function<void(const control::ToOperator&)>;

  [[nodiscard]] media::ViewerId add(std::string offer, Answer answer);
  // Its leg from now on; gives what it offered.
  [[nodiscard]] std::string let_in(media::ViewerId viewer, call::LegId leg);
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
    std::string description{};
    std::vector<sdp::GatheredCandidate> candidates{};
  };

  base::IdSequence<media::ViewerId> ids_;
  std::map<media::ViewerId, Browser> browsers_;
};

}  // namespace portero::station
