#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "apps/station/media.hpp"
#include "core/control/operator_message.hpp"
#include "io/loop/timer.hpp"

namespace portero::station {

// What the console's page Audio and video looks at and tries: how loud it is now, and a test tone.
class SoundCheck {
 public:
  using Answer = std::function<void(const control::ToOperator&)>;
  // None where the media process says nothing.
  using Measured = std::function<void(const media::Statistics*)>;
  struct Times {
    base::Duration tone = std::chrono::seconds{5};
    // A media process that takes longer to tell its figures is not there.
    base::Duration patience = std::chrono::seconds{1};
  };

  SoundCheck(loop::EventLoop& loop, Media& media, Times times);

  // Answered once, from within the loop.
  void ask(Measured told);
  void measured(const media::Statistics& figures);

  // Answered when the tone is over, or refused while another one plays.
  void play(Answer answer);
  // Before it is over: whoever asked for it hears why.
  void stop(const control::Refused& why);

 private:
  void tell(const media::Statistics* figures);

  Media& media_;
  Times times_;
  std::vector<Measured> asked_;
  loop::Timer patience_;
  Answer playing_;
  loop::Timer tone_;
};

}  // namespace portero::station
