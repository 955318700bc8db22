#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/media/command.hpp"
#include "core/media/event.hpp"

namespace portero::media {

// What a media process has been told and has answered, so that one that takes its place after a
// crash can go on: the same ports, keys and flows, of which neither the far side nor the station
// notices anything but a short silence. Who spoke DTLS with it does notice, for those keys died
// with it: a phone is told the new certificate, a browser is gone, and may come again.
class Memory {
 public:
  // Remembers a command that goes to the process.
  void told(const Command& command);

  // Remembers an event that comes from it. False for what the station knows already: that a leg is
  // ready which was ready before the crash, with the same certificate, or anything of a leg that it
  // has closed; and for how far a leg's sound has come, which is kept for the next process alone.
  [[nodiscard]] bool is_news(const Event& event);

  // For a process that has just begun, in this order.
  [[nodiscard]] std::vector<Command> retell() const;

  // What a process that is not there, or no more, will not answer.
  [[nodiscard]] std::vector<Event> unanswered();

 private:
  struct Leg {
    OpenLeg open;
    std::optional<UseAgreement> agreement{};
    std::optional<SetFlow> flow{};
  };

  [[nodiscard]] bool knows(LegId leg) const { return legs_.contains(leg); }
  [[nodiscard]] bool knows(ViewerId viewer) const { return viewers_.contains(viewer); }
  [[nodiscard]] bool is_ready_anew(const LegReady& ready);

  std::optional<Configure> settings_;
  std::optional<PlayCue> cue_;  // that goes on
  std::map<LegId, Leg> legs_;
  std::set<ViewerId> viewers_;
  std::set<SnapshotId> snapshots_;
  std::set<Device> devices_;  // that it has found
};

}  // namespace portero::media
