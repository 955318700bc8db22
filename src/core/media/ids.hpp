#pragma once

#include "base/id.hpp"

namespace portero::media {

// The sound and picture of one SIP call.
using LegId = base::Id<struct LegTag>;
using SnapshotId = base::Id<struct SnapshotTag>;

}  // namespace portero::media
