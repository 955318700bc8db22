#include "core/sdp/keying.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/rtp_profile.hpp"

namespace portero::sdp {
namespace {

std::unexpected<Rejection> refused(WarnCode code, std::string text) {
  return std::unexpected(Rejection{.code = code, .text = std::move(text)});
}

std::optional<SdesKeys> sdes_answer(const Media& offered, const std::vector<Crypto>& own) {
  for (const Crypto& theirs : every<Crypto>(offered.attributes)) {
    const auto ours = std::ranges::find(own, theirs.suite, &Crypto::suite);
    if (ours == own.end()) continue;
    Crypto line = *ours;
    line.tag = theirs.tag;
    return SdesKeys{{std::move(line)}};
  }
  return std::nullopt;
}

Setup answering_setup(Setup offered, const Protection* agreed) {
  const auto* before = agreed == nullptr ? nullptr : std::get_if<DtlsSrtp>(agreed);
  switch (offered) {
    case Setup::active: return Setup::passive;
    case Setup::passive: return Setup::active;
    case Setup::holdconn: return Setup::holdconn;
    case Setup::actpass: break;
  }
  return before != nullptr && before->role == DtlsRole::server ? Setup::passive : Setup::active;
}

std::optional<DtlsKeys> dtls_answer(LineOf offered, const std::optional<Fingerprint>& own,
                                    const Protection* agreed) {
  if (!own || fingerprints_of(offered.session, offered.media).empty()) return std::nullopt;
  const Setup setup = answering_setup(setup_of(offered.session, offered.media), agreed);
  if (setup == Setup::holdconn) return std::nullopt;
  return DtlsKeys{.fingerprint = *own, .setup = setup};
}

std::string suites_of(const std::vector<Crypto>& own) {
  std::string names;
  for (const Crypto& crypto : own) names += fmt::format(" {}", to_text(crypto.suite));
  return names.empty() ? " none" : names;
}

}  // namespace

std::expected<Keys, Rejection> answering_keys(LineOf offered, KeyStore own,
                                              const Preferences& preferences,
                                              const Protection* agreed) {
  const auto profile = rtp_profile(offered.media.proto);
  const std::string proto = quotable(offered.media.proto);
  if (!profile)
    return refused(WarnCode::incompatible_transport,
                   fmt::format("Unknown media transport: the other side offers {}; we can do RTP "
                               "and SRTP over UDP",
                               proto));
  if (preferences.srtp == SrtpPolicy::off) {
    if (!profile->secure) return NoKeys{};
    return refused(WarnCode::incompatible_transport,
                   fmt::format("The other side insists on encrypted media ({}), which is turned "
                               "off here",
                               proto));
  }
  auto dtls = dtls_answer(offered, own.fingerprint, agreed);
  auto sdes = profile->dtls ? std::nullopt : sdes_answer(offered.media, own.crypto);
  const bool prefer_dtls = !sdes || preferences.key_exchange == KeyExchange::dtls;
  if (dtls && prefer_dtls) return *std::move(dtls);
  if (sdes) return *std::move(sdes);
  if (profile->secure)
    return refused(WarnCode::attribute_not_understood,
                   fmt::format("No common way to exchange keys for {}: we can do the suites{}{}",
                               proto, suites_of(own.crypto), own.fingerprint ? " and DTLS" : ""));
  if (preferences.srtp == SrtpPolicy::required)
    return refused(WarnCode::incompatible_transport,
                   fmt::format("The other side offers media in the clear ({}), but encryption "
                               "(SRTP) is required here",
                               proto));
  return NoKeys{};
}

Keys offering_keys(KeyStore own, const Preferences& preferences) {
  if (preferences.srtp == SrtpPolicy::off) return NoKeys{};
  if (preferences.key_exchange == KeyExchange::dtls && own.fingerprint)
    return DtlsKeys{.fingerprint = *own.fingerprint, .setup = Setup::actpass};
  if (own.crypto.empty()) return NoKeys{};
  return SdesKeys{own.crypto};
}

std::string offering_proto(const Keys& keys, SrtpPolicy policy) {
  if (policy != SrtpPolicy::required) return "RTP/AVP";
  return std::holds_alternative<DtlsKeys>(keys) ? "UDP/TLS/RTP/SAVP" : "RTP/SAVP";
}

void append_keys(Media& media, const Keys& keys) {
  std::visit(base::overloaded{
                 [](const NoKeys&) {},
                 [&](const SdesKeys& sdes) {
                   for (const Crypto& line : sdes.lines)
                     media.attributes.push_back(attribute_of(line));
                 },
                 [&](const DtlsKeys& dtls) {
                   media.attributes.push_back(attribute_of(dtls.fingerprint));
                   media.attributes.push_back(
                       {.name = "setup", .value = std::string{to_text(dtls.setup)}});
                 },
             },
             keys);
}

}  // namespace portero::sdp
