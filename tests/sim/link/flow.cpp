#include "tests/sim/link/flow.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace portero::sim::link {
namespace {

constexpr std::size_t most_payload = 1100;
// RTP with its extension, SRTP, UDP, IP.
constexpr std::size_t headers = 62;
constexpr std::size_t sound_bytes = 80 + headers;
constexpr base::Duration sound_interval = 20ms;
constexpr Bitrate sound = congestion::bitrate(sound_bytes, sound_interval);
constexpr base::Duration way_back = 20ms;
constexpr base::Duration asking_interval = 10ms;
constexpr std::size_t remembered = 1024;

}  // namespace

Flow::Flow(Timeline& time, Link& link, std::uint64_t seed, const Config& config)
    : time_(time), link_(link), dice_(seed), config_(config), control_(sound, time.now()) {
  time_.in(dice_.between(0ms, 20ms), [this] { send_sound(); });
  time_.in(50ms, [this] { tell(); });
  time_.in(asking_interval, [this] { ask(); });
  time_.in(100ms, [this] { watch_deadline(); });
}

void Flow::leave(const Packet& packet) {
  switch (config_.leaving) {
    case Leaving::in_bursts: return transmit(packet);
    case Leaving::paced:
      return time_.at(control_.leaves(packet.bytes, time_.now()), 0,
                      [this, packet] { transmit(packet); });
  }
}

void Flow::transmit(Packet packet) {
  packet.transport_number = next_transport_number_++;
  control_.sent(static_cast<std::uint16_t>(packet.transport_number), packet.bytes, time_.now());
  sent_.add(time_.now(), packet.bytes);
  link_.send(packet.bytes, [this, packet] { browser_.receive(packet, time_.now()); });
}

void Flow::send(const Frame& frame) {
  const std::size_t count = (frame.bytes + most_payload - 1) / most_payload;
  const std::int64_t first = next_number_;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t payload = frame.bytes * (i + 1) / count - frame.bytes * i / count;
    const Packet packet{0,     payload + headers,       true,         next_number_++, next_frame_,
                        first, static_cast<int>(count), frame.is_key, frame.captured};
    history_.push_back(packet);
    if (history_.size() > remembered) history_.pop_front();
    leave(packet);
  }
  ++next_frame_;
}

void Flow::send_sound() {
  transmit({0, sound_bytes, false});
  time_.in(sound_interval, [this] { send_sound(); });
}

void Flow::back(Timeline::Event event) {
  const base::Duration now = time_.now().time_since_epoch();
  if (now < config_.silent_from || now >= config_.silent_until)
    time_.in(way_back, std::move(event));
}

void Flow::tell() {
  const auto written = browser_.feedback();
  if (!written.empty()) back([this, written] { hear(written); });
  time_.in(dice_.between(50ms, 100ms), [this] { tell(); });
}

void Flow::ask() {
  const Browser::Answers answers = browser_.ask(time_.now());
  if (!answers.missing.empty()) back([this, answers] { repeat(answers.missing); });
  if (answers.wants_key_frame) back([this] { wants_key_frame_ = true; });
  time_.in(asking_interval, [this] { ask(); });
}

void Flow::hear(const std::vector<std::uint8_t>& feedback) {
  PORTERO_ASSERT(control_.receive(feedback, time_.now()).has_value(),
                 "the browser writes what the station reads");
}

void Flow::repeat(const std::vector<std::int64_t>& numbers) {
  for (const std::int64_t number : numbers) {
    const auto found = std::ranges::find(history_, number, &Packet::number);
    if (found != history_.end() && control_.may_repeat(found->bytes, time_.now())) leave(*found);
  }
}

void Flow::watch_deadline() {
  const auto deadline = control_.next_deadline();
  if (deadline && deadline->at <= time_.now()) control_.handle_deadline(time_.now());
  time_.in(100ms, [this] { watch_deadline(); });
}

}  // namespace portero::sim::link
