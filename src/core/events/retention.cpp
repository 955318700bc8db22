#include "core/events/retention.hpp"

namespace portero::events {
namespace {

Number all_but(Number newest, Number kept) { return newest > kept ? newest - kept : 0; }

}  // namespace

Cut cut(const Retention& retention, Number newest, Time now) {
  return {.crowded_out = all_but(newest, retention.most),
          .may_be_old = all_but(newest, retention.always),
          .old = now - retention.longest};
}

bool goes(const Cut& cut, Number number, Time at) {
  return number <= cut.crowded_out || (number <= cut.may_be_old && at < cut.old);
}

}  // namespace portero::events
