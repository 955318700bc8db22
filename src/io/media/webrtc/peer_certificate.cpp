#include "io/media/webrtc/peer_certificate.hpp"

#include <memory>
#include <string>

#include "io/media/webrtc/elements.hpp"
#include "io/net/certificate.hpp"
#include "io/net/pem.hpp"

namespace portero::webrtc {
namespace {

// Empty where none was shown.
std::string shown_to(GstElement* dtls_decoder) {
  gchar* pem = nullptr;
  g_object_get(dtls_decoder, "peer-pem", &pem, nullptr);
  const std::unique_ptr<gchar, decltype(&g_free)> owned{pem, &g_free};
  return owned ? owned.get() : "";
}

bool is(const std::string& pem, const net::CertificateFingerprint& certificate) {
  const auto certificates = net::read_certificates(pem);
  return certificates && certificates->size() == 1 &&
         net::fingerprint_of(*certificates->front()) == certificate;
}

}  // namespace

bool shows(GstElement* webrtcbin, const net::CertificateFingerprint& certificate) {
  bool right = false;
  for (const auto& decoder : elements_of(webrtcbin, "dtlssrtpdec")) {
    const std::string pem = shown_to(decoder.get());
    if (pem.empty()) continue;
    if (!is(pem, certificate)) return false;
    right = true;
  }
  return right;
}

}  // namespace portero::webrtc
