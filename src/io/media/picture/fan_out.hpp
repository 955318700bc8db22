#pragma once

#include <cstdint>
#include <map>
#include <mutex>

#include <gst/gst.h>

#include "core/media/congestion/frame_choice.hpp"
#include "io/media/gst/owned.hpp"

namespace portero::picture {

// Gives access units to any number of appsrcs without copying them. Whoever does not take them in
// time misses all until a key frame; nobody else notices. Units come on one thread, the rest on
// another.
class FanOut {
 public:
  using Id = std::uint64_t;
  static constexpr std::uint64_t max_queued = 10;  // units that wait in an appsrc
  static constexpr std::uint64_t drained = 2;      // of one that can follow again

  struct Outlet {
    std::uint64_t units = 0;
    std::uint64_t lost = 0;  // while started, of those that were meant for it
  };

  // Paused. `appsrc` is live and counts in time; it is set up never to block.
  Id add(GstElement* appsrc);
  void remove(Id id);
  // The appsrc plays. Begins with the next key frame.
  void start(Id id);
  void pause(Id id);
  // All of the units, before anything else is said.
  void follow(Id id, const congestion::Portion& portion);

  [[nodiscard]] bool anyone_started() const;
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] Outlet outlet(Id id) const;

  // Whether somebody waits for a key frame who could follow it.
  [[nodiscard]] bool give(GstBuffer& unit, GstCaps& caps);

 private:
  struct Taker {
    gst::Owned<GstElement> appsrc;
    gst::OwnedMini<GstCaps> caps;
    congestion::FrameChoice choice;
    bool started = false;
    bool refuses = false;  // its pipeline has ended
    Outlet told;

    [[nodiscard]] bool can_follow() const;
    [[nodiscard]] bool can_take(bool waited) const;
    [[nodiscard]] bool push(GstBuffer& unit, GstCaps& its_caps);
  };

  mutable std::mutex mutex_;
  Id last_ = 0;
  std::map<Id, Taker> takers_;
};

}  // namespace portero::picture
