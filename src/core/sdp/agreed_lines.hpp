#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/sdp/agreement.hpp"
#include "core/sdp/payload_format.hpp"
#include "core/sdp/protection.hpp"

namespace portero::sdp {

// Within agree(): the two descriptions of one m= line, and what audio and video make of them.
struct AgreedLines {
  LineOf ours;
  LineOf theirs;
  Offerer offerer;
  std::size_t number;

  [[nodiscard]] const Media& offer() const {
    return offerer == Offerer::us ? ours.media : theirs.media;
  }
  [[nodiscard]] const Media& answer() const {
    return offerer == Offerer::us ? theirs.media : ours.media;
  }
  [[nodiscard]] Direction direction() const;

  // "PCMA-8000 is our first choice in their offer of ..."
  [[nodiscard]] std::string why(std::string_view codec,
                                std::span<const PayloadFormat> offered) const;

  // What stands in the offer and in the answer, as ours and theirs.
  template <class Said>
  [[nodiscard]] std::pair<const Said&, const Said&> as_seen_by_us(const Said& in_offer,
                                                                  const Said& in_answer) const {
    if (offerer == Offerer::us) return {in_offer, in_answer};
    return {in_answer, in_offer};
  }
};

[[nodiscard]] std::expected<AudioAgreement, Rejection> agree_audio(const AgreedLines& lines);

// None where it cannot be: a call goes on without its picture.
[[nodiscard]] std::optional<VideoAgreement> agree_video(const AgreedLines& lines);

}  // namespace portero::sdp
