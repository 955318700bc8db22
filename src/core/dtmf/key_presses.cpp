#include "core/dtmf/key_presses.hpp"

#include <algorithm>
#include <ranges>

#include "base/overloaded.hpp"

namespace portero::dtmf {

std::optional<Key> KeyPresses::handle(const KeyReport& report, base::TimePoint now) {
  forget_before(now);
  return std::visit(base::overloaded{
                        [&](const Rfc4733Event& packet) -> std::optional<Key> {
                          switch (telephone_events_.take(packet)) {
                            case EventPacket::begins:
                              return told(packet.key, telephone_event, base::Duration{0}, now);
                            case EventPacket::begins_another_stream:
                              if (still_down(packet.key, telephone_event, now)) return std::nullopt;
                              return told(packet.key, telephone_event, base::Duration{0}, now);
                            case EventPacket::holds:
                              still_down(packet.key, telephone_event, now);
                              break;
                            case EventPacket::tells_nothing: break;
                          }
                          return std::nullopt;
                        },
                        [&](const InfoKey& request) {
                          return told(request.key, info,
                                      std::clamp(request.held, base::Duration{0}, max_held), now);
                        },
                        [&](const InbandTone& tone) -> std::optional<Key> {
                          if (tone.goes_on && still_down(tone.key, inband, now))
                            return std::nullopt;
                          return told(tone.key, inband, base::Duration{0}, now);
                        },
                    },
                    report);
}

std::optional<Key> KeyPresses::told(Key key, Source source, base::Duration held,
                                    base::TimePoint now) {
  const auto joined = std::ranges::find_if(recent_, [&](const Press& press) {
    return press.key == key && !press.told_by[source] &&
           now - press.last_down <= merge_window + held;
  });
  if (joined != recent_.end()) {
    joined->told_by.set(source);
    return std::nullopt;
  }
  if (recent_.size() == max_recent_presses) return std::nullopt;
  recent_.push_back({key, now, std::bitset<3>{}.set(source)});
  return key;
}

bool KeyPresses::still_down(Key key, Source source, base::TimePoint now) {
  const auto newest_first = recent_ | std::views::reverse;
  const auto held = std::ranges::find_if(newest_first, [&](const Press& press) {
    return press.key == key && press.told_by[source] && now - press.last_down <= merge_window;
  });
  if (held == newest_first.end()) return false;
  held->last_down = now;
  return true;
}

void KeyPresses::forget_before(base::TimePoint now) {
  std::erase_if(recent_, [now](const Press& press) {
    return now - press.last_down > merge_window + max_held;
  });
}

}  // namespace portero::dtmf
