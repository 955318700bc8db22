#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/sdp/session.hpp"

namespace portero::sdp {

// Which m= lines share one transport (RFC 9143): the mids of the first group of BUNDLE.
[[nodiscard]] std::vector<std::string> bundle_mids(const Session& session);

[[nodiscard]] std::string mid_of(const Media& media);

// Whether the m= line is there to be used: it has a port, or shares another's (a=bundle-only)
// within a group of these mids.
[[nodiscard]] bool in_use(const Media& media, const std::vector<std::string>& bundled);

// The m= line whose addresses, ports and keys hold for this one: itself, or the first of the group.
[[nodiscard]] const Media& transport_line(const Session& session, const Media& media,
                                          const std::vector<std::string>& bundled);

}  // namespace portero::sdp
