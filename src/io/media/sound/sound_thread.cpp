#include "io/media/sound/sound_thread.hpp"

#include <pthread.h>
#include <sched.h>
#include <utility>

namespace portero::sound {
namespace {

void become_sound_thread() {
  pthread_setname_np(pthread_self(), "sound");
  sched_param priority{};
  priority.sched_priority = 10;
  // Refused without the right to it; then sound is made as well as the machine's load allows.
  pthread_setschedparam(pthread_self(), SCHED_FIFO | SCHED_RESET_ON_FORK, &priority);
}

void sleep_until(base::TimePoint time) {
  std::this_thread::sleep_until(std::chrono::steady_clock::time_point(time.time_since_epoch()));
}

}  // namespace

SoundThread::SoundThread(std::shared_ptr<SharedSound> shared, Told told)
    : shared_(std::move(shared)),
      told_(std::move(told)),
      step_(shared_),
      thread_([this] { run(); }) {}

SoundThread::~SoundThread() {
  ends_ = true;
  thread_.join();
}

void SoundThread::run() {
  become_sound_thread();
  while (!ends_) {
    take_devices();
    const bool has_clock = microphone_.device && microphone_.device->has_clock();
    sleep_until(pace_.next(has_clock, monotonic_now()));
    step();
  }
}

void SoundThread::step() {
  Frame heard{};
  read(heard);
  const auto age = microphone_.device ? microphone_.device->delay() : frame_duration;
  const auto wait = loudspeaker_.device ? loudspeaker_.device->delay() : base::Duration::zero();
  write(step_.take(heard, capture_time_.next(monotonic_now() - age), wait + age));
  if (std::exchange(ducks_, step_.ducks()) != ducks_) told_.ducking_changed(ducks_);
}

void SoundThread::take_devices() {
  if (auto microphone = shared_->microphone.take()) microphone_ = *std::move(microphone);
  if (auto loudspeaker = shared_->loudspeaker.take()) loudspeaker_ = *std::move(loudspeaker);
}

void SoundThread::read(Frame& heard) {
  if (!microphone_.device) return;
  auto read = microphone_.device->read(heard);
  if (read) return;
  microphone_.device.reset();
  heard.fill(0);
  told_.failed(Way::microphone, microphone_.opening, std::move(read.error().why));
}

void SoundThread::write(FrameView played) {
  if (!loudspeaker_.device) return;
  auto written = loudspeaker_.device->write(played);
  if (written) return;
  loudspeaker_.device.reset();
  told_.failed(Way::loudspeaker, loudspeaker_.opening, std::move(written.error().why));
}

}  // namespace portero::sound
