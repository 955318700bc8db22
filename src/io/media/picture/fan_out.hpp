#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include <gst/gst.h>

#include "core/media/congestion/frame_choice.hpp"
#include "io/media/picture/outlet.hpp"

namespace portero::picture {

// Gives access units to any number of outlets without copying them. Whoever does not take them in
// time misses all until a key frame; nobody else notices. Units come on one thread, the rest on
// another.
class FanOut {
 public:
  using Id = std::uint64_t;

  struct Given {
    std::uint64_t units = 0;
    std::uint64_t lost = 0;  // while started, of those that were meant for it
  };

  // Paused.
  Id add(std::shared_ptr<Outlet> outlet);
  void remove(Id id);
  // Begins with the next key frame.
  void start(Id id);
  void pause(Id id);
  // All of the units, before anything else is said.
  void follow(Id id, const congestion::Portion& portion);

  [[nodiscard]] bool anyone_started() const;
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] Given given(Id id) const;

  // Whether somebody waits for a key frame who could follow it.
  [[nodiscard]] bool give(GstBuffer& unit, GstCaps& caps);

 private:
  struct Taker {
    std::shared_ptr<Outlet> outlet;
    congestion::FrameChoice choice;
    bool started = false;
    bool refuses = false;  // it has ended
    Given told;

    [[nodiscard]] bool can_follow() const { return !refuses && outlet->has_room(true); }
    [[nodiscard]] bool can_take(bool waited) const {
      return waited ? can_follow() : outlet->has_room(false);
    }
    [[nodiscard]] bool push(GstBuffer& unit, GstCaps& caps);
  };

  mutable std::mutex mutex_;
  Id last_ = 0;
  std::map<Id, Taker> takers_;
};

}  // namespace portero::picture
