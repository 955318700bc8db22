#include "io/media/sound/echo_canceller.hpp"

#include <utility>

#include "io/media/sound/speex_canceller.hpp"
#include "io/media/sound/webrtc_canceller.hpp"

namespace portero::sound {

std::unique_ptr<EchoCanceller> make_canceller(Canceller kind, const Cleaning& cleaning) {
  switch (kind) {
    case Canceller::webrtc: return std::make_unique<WebrtcCanceller>(true, cleaning);
    case Canceller::none: return std::make_unique<WebrtcCanceller>(false, cleaning);
    case Canceller::speexdsp: return std::make_unique<SpeexCanceller>(cleaning);
  }
  std::unreachable();
}

}  // namespace portero::sound
