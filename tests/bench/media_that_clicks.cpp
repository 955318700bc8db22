// portero-media with a sound card that clicks and hears clicks. Prints when each was in the air, in
// milliseconds of the clock of the machine: {"spoken_ms":...} or {"heard_ms":...} a line.
#include <cstdio>

#include <fmt/format.h>

#include "apps/media/serve.hpp"
#include "tests/bench/click_card.hpp"

namespace {

using portero::bench::ClickCard;

constexpr int station = 3;

void print(ClickCard::Click click, std::chrono::system_clock::time_point at) {
  const std::chrono::duration<double, std::milli> since_epoch = at.time_since_epoch();
  fmt::print("{{\"{}\":{:.3f}}}\n", click == ClickCard::Click::spoken ? "spoken_ms" : "heard_ms",
             since_epoch.count());
  std::fflush(stdout);
}

}  // namespace

int main() { portero::engine::serve(station, std::make_shared<ClickCard>(print)); }
