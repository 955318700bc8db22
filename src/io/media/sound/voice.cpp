#include <utility>

#include "io/media/sound/duplex.hpp"
#include "io/media/sound/members.hpp"

namespace portero::sound {

Voice::Voice(std::shared_ptr<VoiceBuffer> buffer, std::shared_ptr<Members<VoiceBuffer>> members)
    : buffer_(std::move(buffer)), members_(std::move(members)) {
  members_->add(buffer_);
}

Voice::Voice(Voice&&) noexcept = default;

Voice& Voice::operator=(Voice&& other) noexcept {
  const Voice before(std::move(*this));
  buffer_ = std::move(other.buffer_);
  members_ = std::move(other.members_);
  return *this;
}

Voice::~Voice() {
  if (members_) members_->remove(buffer_);
}

std::size_t Voice::write(std::span<const std::int16_t> samples) { return buffer_->write(samples); }
void Voice::mute(bool muted) { buffer_->mute(muted); }
float Voice::level_dbfs() const { return buffer_->level_dbfs(); }

Listener::Listener(std::shared_ptr<Hearing> hearing, std::shared_ptr<Members<Hearing>> members)
    : hearing_(std::move(hearing)), members_(std::move(members)) {
  members_->add(hearing_);
}

Listener::Listener(Listener&&) noexcept = default;

Listener& Listener::operator=(Listener&& other) noexcept {
  const Listener before(std::move(*this));
  hearing_ = std::move(other.hearing_);
  members_ = std::move(other.members_);
  return *this;
}

Listener::~Listener() {
  if (!members_) return;
  members_->remove(hearing_);
  hearing_->end();
}

}  // namespace portero::sound
