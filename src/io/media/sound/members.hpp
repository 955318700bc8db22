#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "io/media/sound/mailbox.hpp"
#include "io/media/sound/shared_sound.hpp"

namespace portero::sound {

// Each viewer of a call and the SIP leg are one voice and one listener: eleven of each.
inline constexpr std::size_t max_members = 32;

// Who speaks, or who listens: the loop's list, handed to the sound thread with each change.
template <typename Member>
class Members {
 public:
  using List = std::vector<std::shared_ptr<Member>>;

  Members(std::shared_ptr<SharedSound> shared, Mailbox<List> SharedSound::* box)
      : shared_(std::move(shared)), box_(box) {}

  void add(std::shared_ptr<Member> member) {
    PORTERO_ASSERT(list_.size() < max_members, "whoever admits viewers limits them");
    list_.push_back(std::move(member));
    (*shared_.*box_).put(list_);
  }

  void remove(const std::shared_ptr<Member>& member) {
    std::erase(list_, member);
    (*shared_.*box_).put(list_);
  }

 private:
  std::shared_ptr<SharedSound> shared_;
  Mailbox<List> SharedSound::* box_;
  List list_;
};

}  // namespace portero::sound
