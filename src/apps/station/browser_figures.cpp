// CALL-10: which codecs a browser in a call used, and how well it was heard.
#include "apps/station/station.hpp"
#include "apps/station/words.hpp"

namespace portero::station {

// It may be let into the call before or after it is answered.
void Station::on(const media::ViewerDescribed& ours) {
  browsers_.described(ours);
  remember_codecs(ours.viewer);
}

void Station::remember_codecs(media::ViewerId viewer) {
  const std::string description = browsers_.description_of(viewer);
  if (browsers_.was_in_call(viewer) && !description.empty())
    memory_.agreed(formats_in(description));
}

void Station::remember_quality(media::ViewerId viewer) {
  if (browsers_.was_in_call(viewer)) memory_.left(viewer);
}

}  // namespace portero::station
