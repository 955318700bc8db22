#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/sim/link/scenario.hpp"

namespace portero::sim::link {
namespace {

using congestion::kbit_per_s;

constexpr std::nullopt_t free = std::nullopt;  // of frames that leave in bursts, not demanded

Demand at_least(const std::string& what, double limit, Measure measure) {
  return {what, Demand::Bound::at_least, limit, std::move(measure)};
}

Demand at_most(const std::string& what, double limit, Measure measure) {
  return {what, Demand::Bound::at_most, limit, std::move(measure)};
}

double seconds(base::Duration duration) { return static_cast<double>(duration.count()) / 1e6; }

const Screen& screen(const Play& play, std::size_t viewer = 0) {
  return play.studio().viewer(viewer).browser().screen();
}

// Of the setting, by the encoder, between two seconds.
double share_of_setting(const Studio& studio, int from_s, int until_s) {
  double sum = 0;
  for (int at = from_s; at < until_s; ++at)
    sum += studio.bitrates().at(static_cast<std::size_t>(at)) / studio.setting();
  return sum / (until_s - from_s);
}

Demand frozen_at_most(double most_s) {
  return at_most("frozen, s", most_s,
                 [](const Play& play) { return seconds(screen(play).frozen()); });
}

Demand frozen_in_any_20_s_at_most(double most_s) {
  return at_most("frozen in any 20 s, s", most_s, [](const Play& play) {
    double worst = 0;
    for (base::Duration from{}; from + 20s <= play.length(); from += 1s)
      worst = std::max(worst, seconds(screen(play).frozen_between(from, from + 20s)));
    return worst;
  });
}

Demand pictures_at_least(double least) {
  return at_least("pictures in any second after 5 s", least, [](const Play& play) {
    return static_cast<double>(screen(play).fewest_in_a_second(5s, play.length() - 1s));
  });
}

// Of the link's rate as it is at the end.
Demand sent_at_most(double most) {
  return at_most("sent in any second after 5 s, of the link", most, [](const Play& play) {
    double worst = 0;
    for (base::Duration from = 5s; from + 1s <= play.length(); from += 1s)
      worst = std::max(
          worst, play.link().offered().between(from, from + 1s) / play.link().conditions().rate);
    return worst;
  });
}

Demand used_at_least(double least) {
  return at_least("sent after 10 s, of the link", least, [](const Play& play) {
    return play.link().offered().between(10s, play.length()) / play.link().conditions().rate;
  });
}

Demand bitrate_at_least(double least, int from_s, int until_s) {
  return at_least("bitrate, of the setting", least, [=](const Play& play) {
    return share_of_setting(play.studio(), from_s, until_s);
  });
}

Demand delay_at_most(double most_ms) {
  return at_most("from camera to screen, ms", most_ms,
                 [](const Play& play) { return seconds(screen(play).delay()) * 1000; });
}

Demand recovered_within(double most_s, int limit_gone_s) {
  return at_most("to 90 % of the setting after the limit, s", most_s, [=](const Play& play) {
    const auto& bitrates = play.studio().bitrates();
    const auto from = bitrates.begin() + limit_gone_s;
    const auto found = std::find_if(from, bitrates.end(), [&](Bitrate bitrate) {
      return bitrate >= play.studio().setting() * 0.9;
    });
    return static_cast<double>(found - from);
  });
}

Conditions limited(std::int64_t kilobits) { return {.rate = kbit_per_s(kilobits)}; }

Setup over(const Conditions& conditions) { return {.links = {{{0s, conditions}}}}; }

Setup over_limit_from_20_to_80_s(std::int64_t kilobits) {
  return {.length = 110s, .links = {{{0s, {}}, {20s, limited(kilobits)}, {80s, {}}}}};
}

Scenario two_stations() {
  const auto mean = [](const Play& play, std::size_t studio) {
    return play.studio(studio).viewer(0).sent().between(30s, 120s) / kbit_per_s(1);
  };
  return {"two stations behind one link of 1000 kbit/s",
          {.length = 120s,
           .links = {{{0s, limited(1000)}}},
           .studios = {{}, {}},
           .viewers = {{.studio = 0}, {.studio = 1}}},
          {at_least("the slower one's share of the faster one's", 0.5,
                    [=](const Play& play) {
                      const double ratio = mean(play, 0) / mean(play, 1);
                      return std::min(ratio, 1 / ratio);
                    }),
           frozen_at_most(3), sent_at_most(1.15).in_bursts(1.25), used_at_least(0.7)}};
}

Scenario ten_viewers(const std::string& name, const Conditions& of_one, std::vector<Demand> more) {
  Setup setup{.links = {{{0s, {}}}, {{0s, of_one}}}, .viewers = {{.link = 1}}};
  while (setup.viewers.size() < 10) setup.viewers.push_back({});
  more.push_back(bitrate_at_least(0.9, 15, 58));
  more.push_back(at_most("frozen, the worst of the nine, s", 0.5, [](const Play& play) {
    base::Duration worst{};
    for (std::size_t viewer = 1; viewer < 10; ++viewer)
      worst = std::max(worst, screen(play, viewer).frozen());
    return seconds(worst);
  }));
  return {name, setup, std::move(more)};
}

double share_with_motion(const Play& play) {
  return play.studio().seconds_of_motion(0) / seconds(play.length());
}

Demand motion_at_most(double most) {
  return at_most("time in which the one sees motion, share", most, share_with_motion);
}

Demand motion_at_least(double least) {
  return at_least("time in which the one sees motion, share", least, share_with_motion);
}

Demand silent_at_most(double most_s) {
  return at_most("longest silence of the one, s", most_s, [](const Play& play) {
    return seconds(play.studio().viewer(0).browser().longest_silence());
  });
}

// The outage takes the answers to lost packets too.
Scenario outage() {
  Setup setup = over(limited(700));
  setup.viewers.front().config = {.silent_from = 30s, .silent_until = 31s};
  return {"700 kbit/s, no feedback for 1 s",
          setup,
          {frozen_at_most(3), sent_at_most(1.15).in_bursts(1.25), bitrate_at_least(0.4, 32, 58)}};
}

Scenario quiet_street() {
  Setup setup = over(limited(700));
  setup.studios.front().scenes = {{0s, kbit_per_s(100)}, {30s, kbit_per_s(100'000)}};
  return {"700 kbit/s, a quiet street for 30 s",
          setup,
          {frozen_at_most(2), pictures_at_least(11), sent_at_most(1.15).in_bursts(1.35),
           bitrate_at_least(0.35, 45, 58)}};
}

}  // namespace

std::vector<Scenario> scenarios() {
  return {
      {"no limit", over({}), {frozen_at_most(0.2), bitrate_at_least(0.9, 15, 58)}},
      {"10 % loss",
       over({.loss_percent = 10}),
       {frozen_in_any_20_s_at_most(0.5).in_bursts(0.6), bitrate_at_least(0.9, 20, 58),
        pictures_at_least(12)}},
      {"3 % loss, 20 ms jitter",
       over({.jitter = 20ms, .loss_percent = 3}),
       {frozen_in_any_20_s_at_most(0.5), bitrate_at_least(0.9, 20, 58), pictures_at_least(15)}},
      {"300 kbit/s",
       over(limited(300)),
       {frozen_at_most(4), sent_at_most(1.25).in_bursts(1.35), used_at_least(0.75),
        pictures_at_least(9).in_bursts(6)}},
      {"700 kbit/s",
       over(limited(700)),
       {frozen_at_most(2), sent_at_most(1.15), used_at_least(0.75), pictures_at_least(12),
        delay_at_most(400).in_bursts(450)}},
      {"700 kbit/s, a queue of 60 ms",
       over({.rate = kbit_per_s(700), .queue = 60ms}),
       {frozen_at_most(2).in_bursts(free), sent_at_most(1.15).in_bursts(1.4), used_at_least(0.7),
        pictures_at_least(12).in_bursts(free)}},
      {"700 kbit/s, a queue of 2 s",
       over({.rate = kbit_per_s(700), .queue = 2s}),
       {frozen_at_most(2), sent_at_most(1.15), used_at_least(0.75), pictures_at_least(12),
        delay_at_most(400)}},
      {"700 kbit/s, 5 % loss",
       over({.rate = kbit_per_s(700), .loss_percent = 5}),
       {frozen_at_most(2), sent_at_most(1.15).in_bursts(1.25), used_at_least(0.6),
        pictures_at_least(9)}},
      {"a limit of 700 kbit/s from 20 to 80 s",
       over_limit_from_20_to_80_s(700),
       {recovered_within(20, 80), frozen_at_most(2.5).in_bursts(3.2),
        pictures_at_least(5).in_bursts(free)}},
      {"a limit of 500 kbit/s from 20 to 80 s",
       over_limit_from_20_to_80_s(500),
       {recovered_within(20, 80), frozen_at_most(4).in_bursts(4.5)}},
      {"a limit of 300 kbit/s from 20 to 80 s",
       over_limit_from_20_to_80_s(300),
       {recovered_within(20, 80), frozen_at_most(4).in_bursts(4.5)}},
      outage(),
      quiet_street(),
      two_stations(),
      ten_viewers("ten viewers, one behind 300 kbit/s", limited(300),
                  {motion_at_most(0.5), silent_at_most(1)}),
      ten_viewers("ten viewers, one behind 60 kbit/s", limited(60),
                  {motion_at_most(0.5), silent_at_most(2)}),
      ten_viewers("ten viewers, one with 20 % loss", {.loss_percent = 20}, {motion_at_least(0.3)}),
      ten_viewers("ten viewers, one with 10 % loss", {.loss_percent = 10}, {motion_at_least(0.6)}),
  };
}

}  // namespace portero::sim::link
