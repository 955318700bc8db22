#include "core/media/memory.hpp"

#include <utility>

#include "base/overloaded.hpp"

namespace portero::media {
namespace {

template <class Stream, class Handshake>
void take_over(std::optional<Stream>& stream, const std::optional<Handshake>& done) {
  if (!stream || !done || !done->by_another) return;
  sdp::Protection& protection = stream->transport.protection;
  if (protection == sdp::Protection{done->agreed}) protection = done->keys;
}

bool keeps_keys(const sdp::Agreement& before, const sdp::Agreement& now) {
  return before.audio && now.audio &&
         before.audio->transport.protection == now.audio->transport.protection;
}

}  // namespace

void Memory::told(const Command& command) {
  std::visit(base::overloaded{
                 [&](const Configure& configure) { settings_ = configure; },
                 [&](const OpenLeg& open) { legs_.insert_or_assign(open.leg, Leg{open}); },
                 [&](const UseAgreement& use) {
                   if (knows(use.leg)) agreed(legs_.at(use.leg), use);
                 },
                 [&](const SetFlow& set) {
                   if (knows(set.leg)) legs_.at(set.leg).flow = set;
                 },
                 [&](const CloseLeg& close) { legs_.erase(close.leg); },
                 [&](const OpenViewer& open) { viewers_.insert(open.viewer); },
                 [&](const CloseViewer& close) { viewers_.erase(close.viewer); },
                 [&](const TakeSnapshot& take) { snapshots_.insert(take.snapshot); },
                 [&](const PlayCue& play) {
                   cue_ = repeats(play.cue) ? std::optional{play} : std::nullopt;
                 },
                 [](const RequestKeyFrame&) {},
                 [](const SendKey&) {},
                 [](const TakeAnswer&) {},
                 [](const AddCandidate&) {},
                 [](const SetViewerFlow&) {},
                 [](const SendText&) {},
                 [](const PlayTone&) {},
                 [](const StopTone&) {},
                 [](const AskStatistics&) {},
             },
             command);
}

bool Memory::is_news(const Event& event) {
  return std::visit(
      base::overloaded{
          [&](const LegReady& ready) { return knows(ready.leg) && is_ready_anew(ready); },
          [&](const LegFailed& failed) { return legs_.erase(failed.leg) > 0; },
          [&](const LegHeard& heard) { return knows(heard.leg); },
          [&](const KeyHeard& key) { return knows(key.leg); },
          [&](const ToneHeard& tone) { return knows(tone.leg); },
          [&](const KeysAgreed& agreed) {
            keep(agreed);
            return false;
          },
          [&](const LegUnreadable& unreadable) { return knows(unreadable.leg); },
          [&](const IndexReached& sound) {
            if (knows(sound.leg)) legs_.at(sound.leg).open.reached = sound.reached;
            return false;
          },
          [&](const ViewerGone& gone) { return viewers_.erase(gone.viewer) > 0; },
          [&](const SnapshotTaken& taken) { return snapshots_.erase(taken.snapshot) > 0; },
          [&](const SnapshotFailed& failed) { return snapshots_.erase(failed.snapshot) > 0; },
          [&](const ViewerDescribed& described) { return knows(described.viewer); },
          [&](const ViewerCandidate& candidate) { return knows(candidate.viewer); },
          [&](const ViewerGathered& gathered) { return knows(gathered.viewer); },
          [&](const ViewerConnected& connected) { return knows(connected.viewer); },
          [&](const ViewerChannelOpened& opened) { return knows(opened.viewer); },
          [&](const ViewerText& text) { return knows(text.viewer); },
          [&](const TextLost& lost) { return knows(lost.viewer); },
          [&](const ViewerSees& sees) { return knows(sees.viewer); },
          [&](const DeviceFound& found) {
            devices_.insert(found.device);
            return true;
          },
          [&](const DeviceLost& lost) {
            devices_.erase(lost.device);
            return true;
          },
          [](const MotionSeen&) { return true; },
          [](const Statistics&) { return true; },
      },
      event);
}

bool Memory::is_ready_anew(const LegReady& ready) {
  Leg& leg = legs_.at(ready.leg);
  if (leg.agreement && sdp::our_certificate(leg.agreement->agreement)) {
    const Command use = as_taken_over(*leg.agreement);
    if (!sdp::our_certificate(std::get<UseAgreement>(use).agreement)) return false;
  }
  return std::exchange(leg.open.again, ready.local) != ready.local;
}

// Phones count packets anew with other keys.
void Memory::agreed(Leg& leg, const UseAgreement& use) {
  if (leg.agreement && !keeps_keys(leg.agreement->agreement, use.agreement))
    leg.open.reached.reset();
  leg.agreement = use;
}

void Memory::keep(const KeysAgreed& keys) {
  if (!knows(keys.leg)) return;
  Leg& leg = legs_.at(keys.leg);
  (keys.medium == Medium::sound ? leg.sound : leg.picture) = {keys.handshake, keys.keys};
}

Command Memory::as_taken_over(Command command) const {
  auto* const use = std::get_if<UseAgreement>(&command);
  if (use == nullptr || !knows(use->leg)) return command;
  const Leg& leg = legs_.at(use->leg);
  take_over(use->agreement.audio, leg.sound);
  take_over(use->agreement.video, leg.picture);
  return command;
}

std::vector<Command> Memory::retell() const {
  std::vector<Command> commands;
  if (settings_) commands.emplace_back(*settings_);
  for (const auto& [id, leg] : legs_) {
    commands.emplace_back(leg.open);
    if (leg.agreement) commands.emplace_back(as_taken_over(*leg.agreement));
    if (leg.flow) commands.emplace_back(*leg.flow);
  }
  if (cue_) commands.emplace_back(*cue_);
  return commands;
}

std::vector<Event> Memory::unanswered() {
  static constexpr const char* why = "the media process ended";
  std::vector<Event> events;
  for (const ViewerId viewer : viewers_)
    events.emplace_back(ViewerGone{viewer, ViewerEnd::failed, why});
  for (const SnapshotId snapshot : snapshots_) events.emplace_back(SnapshotFailed{snapshot, why});
  for (const Device device : devices_) events.emplace_back(DeviceLost{device, why});
  for (auto& [id, leg] : legs_)
    for (auto* done : {&leg.sound, &leg.picture})
      if (*done) (*done)->by_another = true;
  viewers_.clear();
  snapshots_.clear();
  devices_.clear();
  return events;
}

}  // namespace portero::media
