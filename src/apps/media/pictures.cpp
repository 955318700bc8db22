#include "apps/media/pictures.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace portero::engine {
namespace {

constexpr base::Duration interval = std::chrono::milliseconds{50};

}  // namespace

Pictures::Share::~Share() { pictures_->leave(id_); }

// Whoever takes the picture begins anew with the camera, and so do the decisions.
void Pictures::use(picture::Camera& camera, congestion::Bitrate setting, int frames_per_second) {
  camera_ = &camera;
  setting_ = setting;
  frames_per_second_ = frames_per_second;
  encoders_.clear();
  for (auto& [id, member] : members_) {
    static_cast<void>(add(id, member.taker));  // as many as before
    member.told.reset();
  }
  look();
}

std::unique_ptr<Pictures::Share> Pictures::join(Taker taker) {
  const TakerId id = ids_.next();
  if (!add(id, taker)) return nullptr;
  members_.emplace(id, Member{std::move(taker)});
  look();
  return std::make_unique<Share>(*this, id);
}

bool Pictures::add(TakerId id, const Taker& taker) {
  Encoder& its = encoders_.try_emplace(taker.codec, setting_).first->second;
  return its.decides.join(id, taker.carried(loop_.now()).video, loop_.now());
}

void Pictures::leave(TakerId id) {
  const sdp::VideoCodec codec = members_.at(id).taker.codec;
  members_.erase(id);
  encoders_.at(codec).decides.leave(id);
  const bool more = std::ranges::any_of(
      members_, [&](const auto& other) { return other.second.taker.codec == codec; });
  if (!more) encoders_.erase(codec);
}

void Pictures::request_key_frame(TakerId id) {
  encoders_.at(members_.at(id).taker.codec).decides.request_key_frame(id, loop_.now());
  look();
}

void Pictures::key_frame_made(sdp::VideoCodec codec) {
  const auto its = encoders_.find(codec);
  if (its != encoders_.end()) its->second.decides.key_frame_came(loop_.now());
}

std::optional<congestion::Bitrate> Pictures::told(sdp::VideoCodec codec) const {
  const auto its = encoders_.find(codec);
  if (its == encoders_.end()) return std::nullopt;
  return its->second.told.transform([](const auto& plan) { return plan.bitrate; });
}

void Pictures::look() {
  if (camera_ == nullptr) return;
  for (auto& [codec, its] : encoders_) {
    update(its, codec);
    tell_portions(its, codec);
    if (its.decides.wants_key_frame(loop_.now())) camera_->request_key_frame(codec);
  }
  look_later();
}

void Pictures::look_later() {
  if (members_.empty()) return timer_.cancel();
  timer_.start(interval, [this] { look(); });
}

void Pictures::update(Encoder& encoder, sdp::VideoCodec codec) {
  for (const auto& [id, member] : members_) {
    if (member.taker.codec != codec) continue;
    const Carried carried = member.taker.carried(loop_.now());
    encoder.decides.update(id, carried.video, carried.last_decrease);
  }
  const congestion::EncoderPlan plan = encoder.decides.plan(loop_.now());
  if (encoder.told == plan) return;
  encoder.told = plan;
  const bool all = plan.frame_rate >= congestion::normal_frame_rate;
  camera_->encode(codec, static_cast<int>(plan.bitrate.bits_per_s / 1000),
                  all ? frames_per_second_ : std::min(plan.frame_rate, frames_per_second_));
}

void Pictures::tell_portions(const Encoder& encoder, sdp::VideoCodec codec) {
  for (auto& [id, member] : members_) {
    if (member.taker.codec != codec) continue;
    const congestion::Portion portion = encoder.decides.portion(id);
    if (member.told == portion) continue;
    member.told = portion;
    member.taker.portion_changed(portion);
  }
}

}  // namespace portero::engine
