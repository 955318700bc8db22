#include "tests/sim/link/studio.hpp"

#include <iterator>

#include "base/assert.hpp"

namespace portero::sim::link {
namespace {

congestion::ViewerId id_of(std::size_t number) { return congestion::ViewerId{number}; }

}  // namespace

Studio::Studio(Timeline& time, std::uint64_t seed, const Config& config)
    : time_(time), seed_(seed), config_(config), camera_(mix(seed, 1)), encoder_(config.setting) {
  time_.in(Dice(seed).between(0ms, 40ms), [this] { make_frame(); });
  time_.in(1s, [this] { take_notes(); });
}

void Studio::add_viewer(Link& link, const Flow::Config& config) {
  Flow& flow = flows_.emplace_back(time_, link, mix(seed_, 2, flows_.size()), config);
  choices_.emplace_back();
  motion_.push_back(0);
  PORTERO_ASSERT(encoder_.join(id_of(flows_.size() - 1), flow.video(), time_.now()), "few viewers");
}

void Studio::end() {
  for (Flow& flow : flows_) flow.browser().end(time_.now());
}

void Studio::make_frame() {
  for (std::size_t i = 0; i < flows_.size(); ++i) {
    encoder_.update(id_of(i), flows_[i].video(), flows_[i].estimator().last_decrease());
    if (flows_[i].takes_key_frame_wish()) encoder_.request_key_frame(id_of(i), time_.now());
  }
  const auto plan = encoder_.plan(time_.now());
  camera_.set(plan.bitrate, plan.frame_rate);
  const auto scene = config_.scenes.upper_bound(time_.now().time_since_epoch());
  if (scene != config_.scenes.begin()) camera_.set_scene(std::prev(scene)->second);
  if (encoder_.wants_key_frame(time_.now())) camera_.request_key_frame();

  const Frame frame = camera_.next(time_.now());
  if (frame.is_key) encoder_.key_frame_came(time_.now());
  for (std::size_t i = 0; i < flows_.size(); ++i) {
    choices_[i].follow(encoder_.portion(id_of(i)));
    const auto fate = choices_[i].fate(frame.bytes, frame.is_key, time_.now());
    if (fate == congestion::FrameChoice::Fate::goes) flows_[i].send(frame);
    if (!encoder_.sees_motion(id_of(i))) flows_[i].browser().pause();
  }
  time_.in(camera_.interval(), [this] { make_frame(); });
}

void Studio::take_notes() {
  bitrates_.push_back(camera_.rate());
  for (std::size_t i = 0; i < flows_.size(); ++i)
    motion_[i] += encoder_.sees_motion(id_of(i)) ? 1 : 0;
  time_.in(1s, [this] { take_notes(); });
}

}  // namespace portero::sim::link
