#pragma once

#include <expected>
#include <memory>
#include <string>

#include "core/access/wiegand.hpp"
#include "core/panel/place.hpp"

namespace portero::panel {

// D0 and D1 towards the panel. Both rest, high at the panel, from their construction on.
class Wires {
 public:
  virtual ~Wires() = default;

  // Pulls a wire low, or lets it go. Allocates nothing; false where the hardware refused.
  [[nodiscard]] virtual bool set(access::WiegandLine wire, bool pulled) = 0;
  // A card is over, or was given up.
  virtual void card_over() {}
};

// The error is a sentence.
[[nodiscard]] std::expected<std::unique_ptr<Wires>, std::string> open_wires(
    const WiegandPlace& place);

}  // namespace portero::panel
