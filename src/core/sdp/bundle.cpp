#include "core/sdp/bundle.hpp"

#include <algorithm>

#include "core/sdp/rtp_attributes.hpp"

namespace portero::sdp {
namespace {

bool is_among(const std::vector<std::string>& mids, const std::string& mid) {
  return !mid.empty() && std::ranges::find(mids, mid) != mids.end();
}

}  // namespace

std::vector<std::string> bundle_mids(const Session& session) {
  for (auto& group : every<Group>(session.attributes))
    if (group.semantics == "BUNDLE") return std::move(group.mids);
  return {};
}

std::string mid_of(const Media& media) {
  const std::string* mid = find_value(media.attributes, "mid");
  return mid == nullptr ? "" : *mid;
}

bool in_use(const Media& media, const std::vector<std::string>& bundled) {
  return media.port != 0 || (find_value(media.attributes, "bundle-only") != nullptr &&
                             is_among(bundled, mid_of(media)));
}

const Media& transport_line(const Session& session, const Media& media,
                            const std::vector<std::string>& bundled) {
  if (!is_among(bundled, mid_of(media))) return media;
  const auto first = std::ranges::find(session.media, bundled.front(), mid_of);
  return first == session.media.end() ? media : *first;
}

}  // namespace portero::sdp
