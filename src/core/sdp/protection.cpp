#include "core/sdp/protection.hpp"

#include <algorithm>
#include <optional>

#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/rtp_profile.hpp"

namespace portero::sdp {
namespace {

bool is_secure(const Media& media) {
  const auto profile = rtp_profile(media.proto);
  return profile && profile->secure;
}

// The answer names one line of the offer by its tag and repeats its suite (RFC 4568 section 5.1.2).
std::optional<SdesSrtp> sdes_of(LineOf ours, LineOf theirs, Offerer offerer) {
  const auto our_keys = every<Crypto>(ours.media.attributes);
  const auto their_keys = every<Crypto>(theirs.media.attributes);
  const auto& answered = offerer == Offerer::us ? their_keys : our_keys;
  const auto& offered = offerer == Offerer::us ? our_keys : their_keys;
  if (answered.empty()) return std::nullopt;
  const Crypto& chosen = answered.front();
  const auto match = std::ranges::find_if(offered, [&](const Crypto& crypto) {
    return crypto.tag == chosen.tag && crypto.suite == chosen.suite;
  });
  if (match == offered.end()) return std::nullopt;
  const Crypto& own = offerer == Offerer::us ? *match : chosen;
  const Crypto& other = offerer == Offerer::us ? chosen : *match;
  return SdesSrtp{.suite = chosen.suite,
                  .send_key_and_salt = own.key_and_salt,
                  .receive_key_and_salt = other.key_and_salt};
}

std::optional<DtlsSrtp> dtls_of(LineOf ours, LineOf theirs) {
  auto fingerprints = fingerprints_of(theirs.session, theirs.media);
  auto own = fingerprints_of(ours.session, ours.media);
  if (fingerprints.empty() || own.empty()) return std::nullopt;
  const Setup our_setup = setup_of(ours.session, ours.media);
  const bool client =
      our_setup == Setup::active ||
      (our_setup == Setup::actpass && setup_of(theirs.session, theirs.media) == Setup::passive);
  return DtlsSrtp{.role = client ? DtlsRole::client : DtlsRole::server,
                  .remote_fingerprints = std::move(fingerprints),
                  .own = std::move(own.front())};
}

}  // namespace

std::expected<Protection, Rejection> protection_of(LineOf ours, LineOf theirs, Offerer offerer) {
  if (auto dtls = dtls_of(ours, theirs)) return *std::move(dtls);
  if (auto sdes = sdes_of(ours, theirs, offerer)) return *std::move(sdes);
  const Media& answer = offerer == Offerer::us ? theirs.media : ours.media;
  const bool keys_answered = find_value(answer.attributes, Crypto::name) != nullptr;
  if (!keys_answered && !is_secure(ours.media) && !is_secure(theirs.media)) return PlainRtp{};
  return std::unexpected(
      Rejection{.code = WarnCode::attribute_not_understood,
                .text = "Encrypted media was agreed, but the keys of both sides do not match"});
}

}  // namespace portero::sdp
