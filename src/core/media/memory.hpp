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
// notices anything but a short silence. A phone in the middle of a handshake by DTLS has to be told
// another certificate. A browser's keys died with the process: it is gone, and may come again.
class Memory {
 public:
  // Remembers a command that goes to the process.
  void told(const Command& command);

  // The command for the process that is there now: in place of a handshake that one before it did,
  // the keys that came of it.
  [[nodiscard]] Command as_taken_over(Command command) const;

  // Remembers an event that comes from it. False for what the station knows already: that a leg is
  // ready which was ready before the crash, unless its certificate matters and is another one, or
  // anything of a leg that it has closed; and for how far a leg's sound has come and its keys,
  // which are kept for the next process alone.
  [[nodiscard]] bool is_news(const Event& event);

  // For a process that has just begun, in this order.
  [[nodiscard]] std::vector<Command> retell() const;

  // What a process that is not there, or no more, will not answer.
  [[nodiscard]] std::vector<Event> unanswered();

 private:
  struct Handshake {
    sdp::DtlsSrtp agreed;
    sdp::SdesSrtp keys;
    bool by_another = false;  // that is gone
  };
  struct Leg {
    OpenLeg open;
    std::optional<UseAgreement> agreement{};
    std::optional<SetFlow> flow{};
    std::optional<Handshake> sound{};
    std::optional<Handshake> picture{};
  };

  [[nodiscard]] bool knows(LegId leg) const { return legs_.contains(leg); }
  [[nodiscard]] bool knows(ViewerId viewer) const { return viewers_.contains(viewer); }
  [[nodiscard]] bool is_ready_anew(const LegReady& ready);
  static void agreed(Leg& leg, const UseAgreement& use);
  void keep(const KeysAgreed& keys);

  std::optional<Configure> settings_;
  std::optional<PlayCue> cue_;  // that goes on
  std::map<LegId, Leg> legs_;
  std::set<ViewerId> viewers_;
  std::set<SnapshotId> snapshots_;
  std::set<Device> devices_;  // that it has found
};

}  // namespace portero::media
