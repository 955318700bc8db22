#include "core/sdp/agreement.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/sdp/agreed_lines.hpp"
#include "core/sdp/bundle.hpp"

namespace portero::sdp {

Direction AgreedLines::direction() const {
  return both(direction_of(ours.session, ours.media),
              reversed(direction_of(theirs.session, theirs.media)));
}

std::string AgreedLines::why(std::string_view codec, std::span<const PayloadFormat> offered) const {
  return offerer == Offerer::us
             ? fmt::format("The other side chose {} from our offer of {}", codec, names_of(offered))
             : fmt::format("{} is our first choice in their offer of {}", codec, names_of(offered));
}

std::expected<Agreement, Rejection> agree(const Session& ours, const Session& theirs,
                                          Offerer offerer) {
  Agreement agreement;
  const auto bundled = bundle_mids(offerer == Offerer::us ? theirs : ours);
  const std::size_t count = std::min(ours.media.size(), theirs.media.size());
  for (std::size_t number = 0; number < count; ++number) {
    const AgreedLines lines{
        {ours, ours.media[number]}, {theirs, theirs.media[number]}, offerer, number};
    const std::string& type = lines.offer().type;
    if (!in_use(lines.ours.media, bundled) || !in_use(lines.theirs.media, bundled) ||
        type != lines.answer().type)
      continue;
    if (type == "audio" && !agreement.audio) {
      auto audio = agree_audio(lines);
      if (!audio) return std::unexpected(std::move(audio.error()));
      agreement.audio = *std::move(audio);
    } else if (type == "video" && !agreement.video) {
      agreement.video = agree_video(lines);
    }
  }
  if (!agreement.audio && !agreement.video)
    return std::unexpected(Rejection{.code = WarnCode::media_type_not_available,
                                     .text = "Neither sound nor picture was agreed"});
  return agreement;
}

std::optional<Fingerprint> our_certificate(const Agreement& agreement) {
  const auto in = [](const auto& stream) {
    return stream ? std::get_if<DtlsSrtp>(&stream->transport.protection) : nullptr;
  };
  if (const DtlsSrtp* dtls = in(agreement.audio)) return dtls->own;
  if (const DtlsSrtp* dtls = in(agreement.video)) return dtls->own;
  return std::nullopt;
}

bool is_on_hold(const Agreement& agreement) {
  if (agreement.audio) return !sends(agreement.audio->direction);
  return agreement.video && !sends(agreement.video->direction);
}

}  // namespace portero::sdp
