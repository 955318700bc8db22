#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "io/loop/event_loop.hpp"
#include "io/media/sound/chime.hpp"
#include "io/media/sound/hearing.hpp"
#include "io/media/sound/sound_event.hpp"
#include "io/media/sound/sound_settings.hpp"

namespace portero::sound {

class Devices;
class VoiceBuffer;
template <typename Member>
class Members;

// One far side's sound on its way to the loudspeaker, until destroyed. All voices are heard
// together.
class Voice {
 public:
  Voice(std::shared_ptr<VoiceBuffer> buffer, std::shared_ptr<Members<VoiceBuffer>> members);
  Voice(Voice&&) noexcept;
  Voice& operator=(Voice&&) noexcept;
  ~Voice();

  // 48 kHz mono in pieces of any size, as time passes; any one thread's. Takes care of the writer's
  // jitter (10 to 100 ms stay in hand) and of its clock. Returns how many samples were taken: what
  // does not fit into 341 ms is lost.
  std::size_t write(std::span<const std::int16_t> samples);
  void mute(bool muted);
  // RMS of what is heard of it, -100 to 0.
  [[nodiscard]] float level_dbfs() const;

 private:
  std::shared_ptr<VoiceBuffer> buffer_;
  std::shared_ptr<Members<VoiceBuffer>> members_;
};

// Who is told what the microphone hears, until destroyed. Destroying it waits for a call that is
// being made (so it must not be done from within one), and there is none after it.
class Listener {
 public:
  Listener(std::shared_ptr<Hearing> hearing, std::shared_ptr<Members<Hearing>> members);
  Listener(Listener&&) noexcept;
  Listener& operator=(Listener&&) noexcept;
  ~Listener();

 private:
  std::shared_ptr<Hearing> hearing_;
  std::shared_ptr<Members<Hearing>> members_;
};

// RMS, -100 to 0; a full-scale sine shows -3.
struct Levels {
  float microphone_dbfs;
  float loudspeaker_dbfs;
};

// The sound of the station: one thread between microphone and loudspeaker, in steps of 10 ms. All
// members are the loop's thread's. The loop outlives it; its voices and listeners need not be gone
// when it is.
class Duplex {
 public:
  using Handler = std::function<void(const SoundEvent& event)>;

  // Begins with silence; the devices are opened in a thread of their own and told by events.
  // The handler is called by the loop, never from within a call of Duplex.
  Duplex(loop::EventLoop& loop, const SoundSettings& settings, Handler handler);
  // With other devices than the system's, which are opened by another thread.
  Duplex(loop::EventLoop& loop, const SoundSettings& settings, Handler handler,
         std::shared_ptr<Devices> devices);
  ~Duplex();
  Duplex(const Duplex&) = delete;
  Duplex& operator=(const Duplex&) = delete;

  // Sound goes on meanwhile; a device that is replaced is heard until the new one is open.
  void set(const SoundSettings& settings);
  // Up to max_members of each at a time.
  [[nodiscard]] Voice speak();
  [[nodiscard]] Listener listen(Heard heard);
  // Beside the voices, in place of the one before.
  void play(Melody melody);
  [[nodiscard]] Levels levels() const;
  // Beside all voices, in the place of one that plays.
  void play_tone(base::Duration duration);
  void stop_tone();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace portero::sound
