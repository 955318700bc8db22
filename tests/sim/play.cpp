#include "tests/sim/play.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <unistd.h>

#include <fmt/format.h>

#include "tests/sim/dice.hpp"
#include "tests/sim/picture.hpp"
#include "tests/sim/world.hpp"

namespace portero::sim {
namespace {

using namespace std::chrono_literals;

call::Policy pleasant_policy() {
  call::Policy policy;
  policy.sip = call::SipPolicy{};
  policy.sip->extensions = {phone_name(0), phone_name(1)};
  policy.webrtc = call::WebrtcPolicy{call::Ask::operators};
  policy.outputs.relay = access::RelayPulse{.hold = 3s};
  policy.outputs.credential = access::CredentialOutput{
      .bits = *access::Bits::from_text("01010101010101010101010101"), .feedback_timeout = 3s};
  return policy;
}

Plan pleasant_plan(Dice& dice) {
  const int phone = dice.between(0, 1);
  Plan plan;
  base::TimePoint at{};
  const auto then = [&](base::Duration low, base::Duration high, Kind kind, int detail = 0) {
    at += dice.between(low, high);
    plan.push_back({static_cast<int>(plan.size()), at, kind, phone, detail});
  };
  then(1s, 1200ms, Kind::visitor_presses);
  then(2s, 2500ms, Kind::phone_answers);
  then(1800ms, 2200ms, Kind::phone_holds);
  then(1200ms, 1600ms, Kind::phone_resumes);
  then(1s, 1300ms, Kind::phone_presses, 0);
  then(4s, 4200ms, Kind::phone_hangs_up);
  return plan;
}

bool colourful() { return isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr; }

// A phone in a call is heard of all the time: that is no news.
bool is_news(const Line& line) {
  return line.what.find("heard on") == std::string::npos &&
         line.what.find("a deadline came") == std::string::npos;
}

class Teller {
 public:
  explicit Teller(const World& world) : world_(world) {}

  void tell(const Line& line) {
    if (!is_news(line)) return;
    const std::string_view bold = colour_ && line.who != "station" ? "\033[1m" : "";
    fmt::print("{}{}  {:<11} {}{}\n", bold, clock_text(line.at), line.who, line.what,
               bold.empty() ? "" : "\033[0m");
    if (world_.screen != drawn_) draw();
    std::fflush(stdout);
  }

 private:
  void draw() {
    drawn_ = world_.screen;
    if (terminal_) fmt::print("{}", picture(drawn_, colour_));
  }

  const World& world_;
  bool terminal_ = isatty(STDOUT_FILENO) == 1;
  bool colour_ = colourful();
  call::Show drawn_{call::Screen::disabled, std::nullopt};
};

}  // namespace

int play(std::uint64_t seed, bool fast) {
  Dice dice(mix(seed, 0x1));
  const Plan plan = pleasant_plan(dice);
  World world(seed, plan, pleasant_policy());
  world.network.be_perfect();
  Teller teller(world);
  world.trace.listen([&](const Line& line) { teller.tell(line); });

  // Until the screen has said goodbye and invites the next visitor.
  const base::TimePoint end = plan.back().at + 2500ms;
  const auto start = std::chrono::steady_clock::now();
  while (!world.time.empty() && world.time.next() <= end) {
    if (!fast) std::this_thread::sleep_until(start + world.time.next().time_since_epoch());
    world.step();
  }
  if (const auto& broken = world.invariants.broken()) {
    fmt::print("BROKEN: {}\n  {}\n  {}\n", broken->invariant.name, broken->invariant.sentence,
               broken->detail);
    return 1;
  }
  return 0;
}

}  // namespace portero::sim
