#pragma once

#include <gst/gst.h>

#include "io/media/gst/owned.hpp"

namespace portero::picture {

// Whoever takes the access units of a feed, on the encoder's thread. Waits for nothing: all others
// would wait with it.
class Outlet {
 public:
  virtual ~Outlet() = default;

  // Whether it can take a unit now; after one was lost, there must be room for more than one.
  [[nodiscard]] virtual bool has_room(bool after_loss) const = 0;
  // Nobody writes into the unit. False: it has ended.
  [[nodiscard]] virtual bool take(GstBuffer& unit, GstCaps& caps) = 0;
};

// An appsrc, made with "is-live=true format=time"; its limits are set here, so that it never
// blocks.
class AppsrcOutlet : public Outlet {
 public:
  static constexpr std::uint64_t max_queued = 10;  // units that wait in it
  static constexpr std::uint64_t drained = 2;      // of one that can follow again

  explicit AppsrcOutlet(GstElement* appsrc);

  [[nodiscard]] bool has_room(bool after_loss) const override;
  [[nodiscard]] bool take(GstBuffer& unit, GstCaps& caps) override;

 private:
  gst::Owned<GstElement> appsrc_;
  gst::OwnedMini<GstCaps> caps_;
};

}  // namespace portero::picture
