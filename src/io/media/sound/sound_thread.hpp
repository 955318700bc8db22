#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "io/media/sound/capture_time.hpp"
#include "io/media/sound/pace.hpp"
#include "io/media/sound/shared_sound.hpp"
#include "io/media/sound/sound_step.hpp"

namespace portero::sound {

// Reads, processes and plays 10 ms after the other, for ever; silence stands in for a device that
// is not there. Runs with real-time priority where the system grants it (LimitRTPRIO of systemd).
class SoundThread {
 public:
  // What it tells, in the sound thread.
  struct Told {
    // The device is closed already.
    std::function<void(Way way, Opening opening, std::string why)> failed;
    std::function<void(bool ducks)> ducking_changed;
  };

  SoundThread(std::shared_ptr<SharedSound> shared, Told told);
  ~SoundThread();
  SoundThread(const SoundThread&) = delete;
  SoundThread& operator=(const SoundThread&) = delete;

 private:
  void run();
  void take_devices();
  void step();
  void read(Frame& heard);
  void write(FrameView played);

  std::shared_ptr<SharedSound> shared_;
  Told told_;
  SoundStep step_;
  Pace pace_;
  CaptureTime capture_time_;
  bool ducks_ = false;
  OpenDevice<Microphone> microphone_;
  OpenDevice<Loudspeaker> loudspeaker_;
  std::atomic<bool> ends_ = false;
  std::thread thread_;
};

}  // namespace portero::sound
