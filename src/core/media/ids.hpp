#pragma once

#include "base/id.hpp"

namespace portero::media {

// The sound and picture of one SIP call.
using LegId = base::Id<struct LegTag>;
// One operator's browser. When its network changes, another viewer takes its place.
using ViewerId = base::Id<struct ViewerTag>;
using SnapshotId = base::Id<struct SnapshotTag>;

}  // namespace portero::media
