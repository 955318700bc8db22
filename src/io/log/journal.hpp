#pragma once

#include <string_view>

namespace portero::log {

// Whether a descriptor is the journal that systemd names in $JOURNAL_STREAM, "DEVICE:INODE"
// (systemd.exec(5)). A child inherits the name, though its own output may go elsewhere.
[[nodiscard]] bool is_journal(int descriptor, std::string_view journal_stream);

}  // namespace portero::log
