#include "io/media/sound/duplex.hpp"

#include <optional>
#include <utility>

#include "base/overloaded.hpp"
#include "io/loop/timer.hpp"
#include "io/media/sound/device_upkeep.hpp"
#include "io/media/sound/members.hpp"
#include "io/media/sound/shared_sound.hpp"
#include "io/media/sound/sound_thread.hpp"
#include "io/media/sound/system_devices.hpp"
#include "io/media/sound/worker.hpp"

namespace portero::sound {
namespace {

template <typename Device>
using Opened = std::expected<std::unique_ptr<Device>, DeviceFailure>;

Opened<Microphone> open(Devices& devices, const std::string& name, const Microphone* /*kind*/) {
  return devices.open_microphone(name);
}
Opened<Loudspeaker> open(Devices& devices, const std::string& name, const Loudspeaker* /*kind*/) {
  return devices.open_loudspeaker(name);
}

// The device of one way, as the loop sees it.
template <typename Device>
struct Side {
  Side(loop::EventLoop& loop, Way way, Mailbox<OpenDevice<Device>>& to)
      : upkeep(way), retry(loop), box(to) {}

  DeviceUpkeep upkeep;
  loop::Timer retry;
  Mailbox<OpenDevice<Device>>& box;
  std::string wanted;
  Opening asked = 0;     // the last one
  Opening answered = 0;  // the last one
  Opening in_use = 0;    // by the sound thread
};

}  // namespace

struct Duplex::State {
  State(loop::EventLoop& on, Handler to, std::shared_ptr<Devices> from)
      : loop(on), handler(std::move(to)), devices(std::move(from)) {}

  template <typename Device>
  void want(Side<Device>& side, const std::string& name) {
    if (side.wanted == name) return;
    side.wanted = name;
    act(side, side.upkeep.want(name));
  }

  template <typename Device>
  void act(Side<Device>& side, const DeviceUpkeep::Actions& actions) {
    for (const DeviceUpkeep::Action& action : actions) {
      std::visit(base::overloaded{
                     [&](const DeviceUpkeep::Open& open) { ask(side, open.device); },
                     [&](const DeviceUpkeep::Close&) { close(side); },
                     [&](const DeviceUpkeep::RetryAfter& retry) {
                       side.retry.start(retry.delay, [this, &side] {
                         // What is being opened will be answered.
                         if (side.answered == side.asked) act(side, side.upkeep.retry());
                       });
                     },
                     [&](const SoundEvent& event) { tell(event); },
                 },
                 action);
    }
  }

  template <typename Device>
  void close(Side<Device>& side) {
    side.in_use = 0;
    side.box.put({});
  }

  template <typename Device>
  void ask(Side<Device>& side, const std::string& name) {
    side.retry.cancel();
    worker->add([this, &side, name, opening = ++side.asked, weak = self] {
      Opened<Device> opened = open(*devices, name, static_cast<Device*>(nullptr));
      loop.post([this, &side, name, opening, weak, opened = std::move(opened)]() mutable {
        if (const auto alive = weak.lock()) answered(side, name, opening, std::move(opened));
      });
    });
  }

  template <typename Device>
  void answered(Side<Device>& side, const std::string& name, Opening opening,
                Opened<Device> opened) {
    if (opening != side.asked) return;
    side.answered = opening;
    side.retry.cancel();
    if (!opened) return act(side, side.upkeep.open_failed(name, opened.error().why));
    side.in_use = opening;
    side.box.put({*std::move(opened), opening});
    act(side, side.upkeep.opened(name, loop.now()));
  }

  // By the sound thread.
  SoundThread::Told told() {
    return {.failed = [this](Way way, Opening opening,
                             std::string why) { failed(way, opening, std::move(why)); },
            .ducking_changed = [this](bool ducks) { tell(DuckingChanged{ducks}); }};
  }

  void failed(Way way, Opening opening, std::string why) {
    loop.post([this, way, opening, why = std::move(why), weak = self] {
      const auto alive = weak.lock();
      if (!alive) return;
      if (way == Way::microphone) {
        failed(microphone, opening, why);
      } else {
        failed(loudspeaker, opening, why);
      }
    });
  }

  template <typename Device>
  void failed(Side<Device>& side, Opening opening, const std::string& why) {
    if (opening == side.in_use) act(side, side.upkeep.failed(why, loop.now()));
  }

  // From within the loop, whoever called, and in whichever thread.
  void tell(const SoundEvent& event) {
    loop.post([this, event, weak = self] {
      if (const auto alive = weak.lock()) handler(event);
    });
  }

  loop::EventLoop& loop;
  Handler handler;
  std::shared_ptr<Devices> devices;
  std::weak_ptr<State> self;
  std::optional<Canceller> canceller;
  std::shared_ptr<SharedSound> shared = std::make_shared<SharedSound>();
  std::shared_ptr<Members<VoiceBuffer>> voices =
      std::make_shared<Members<VoiceBuffer>>(shared, &SharedSound::voices);
  std::shared_ptr<Members<Hearing>> hearings =
      std::make_shared<Members<Hearing>>(shared, &SharedSound::hearings);
  Side<Microphone> microphone{loop, Way::microphone, shared->microphone};
  Side<Loudspeaker> loudspeaker{loop, Way::loudspeaker, shared->loudspeaker};
  // Last, so that they end first.
  std::unique_ptr<SoundThread> thread;
  std::unique_ptr<Worker> worker = std::make_unique<Worker>();
};

Duplex::Duplex(loop::EventLoop& loop, const SoundSettings& settings, Handler handler)
    : Duplex(loop, settings, std::move(handler), system_devices()) {}

Duplex::Duplex(loop::EventLoop& loop, const SoundSettings& settings, Handler handler,
               std::shared_ptr<Devices> devices)
    : state_(std::make_shared<State>(loop, std::move(handler), std::move(devices))) {
  State& state = *state_;
  state.self = state_;
  set(settings);
  state.thread = std::make_unique<SoundThread>(state.shared, state.told());
}

// Ends the threads here, even when the handler that is being called holds the state.
Duplex::~Duplex() {
  state_->worker.reset();
  state_->thread.reset();
}

void Duplex::set(const SoundSettings& settings) {
  if (state_->canceller != settings.canceller) {
    state_->canceller = settings.canceller;
    state_->shared->canceller.put(
        {.canceller = make_canceller(settings.canceller, cleaning_of(settings)),
         .cancels = settings.canceller != Canceller::none});
  }
  state_->shared->settings.put(settings);
  state_->want(state_->microphone, settings.capture_device);
  state_->want(state_->loudspeaker, settings.playback_device);
}

Voice Duplex::speak() { return {std::make_shared<VoiceBuffer>(), state_->voices}; }

Listener Duplex::listen(Heard heard) {
  return {std::make_shared<Hearing>(std::move(heard)), state_->hearings};
}

void Duplex::play_tone(base::Duration duration) { state_->shared->tone.play(duration); }

void Duplex::stop_tone() { state_->shared->tone.stop(); }
void Duplex::play(Melody melody) { state_->shared->melody.put(std::move(melody)); }

Levels Duplex::levels() const {
  return {.microphone_dbfs = state_->shared->heard.dbfs(),
          .loudspeaker_dbfs = state_->shared->played.dbfs()};
}

}  // namespace portero::sound
