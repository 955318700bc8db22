#include "io/media/webrtc/peer_certificate.hpp"

#include <memory>
#include <string>

#include <gst/gst.h>

#include "io/net/certificate.hpp"
#include "io/net/pem.hpp"

namespace portero::webrtc {
namespace {

struct Seen {
  const net::CertificateFingerprint& wanted;
  int right = 0;
  int wrong = 0;

  void count(const std::string& pem) {
    const auto certificates = net::read_certificates(pem);
    const bool is_right = certificates && certificates->size() == 1 &&
                          net::fingerprint_of(*certificates->front()) == wanted;
    ++(is_right ? right : wrong);
  }

  static void decoder(const GValue* element, gpointer data) {
    gchar* pem = nullptr;
    g_object_get(g_value_get_object(element), "peer-pem", &pem, nullptr);
    const std::unique_ptr<gchar, decltype(&g_free)> owned{pem, &g_free};
    if (owned) static_cast<Seen*>(data)->count(owned.get());
  }
};

}  // namespace

bool shows(GstElement* webrtcbin, const net::CertificateFingerprint& certificate) {
  Seen seen{.wanted = certificate};
  GstIterator* const decoders =
      gst_bin_iterate_all_by_element_factory_name(GST_BIN(webrtcbin), "dtlssrtpdec");
  while (gst_iterator_foreach(decoders, &Seen::decoder, &seen) == GST_ITERATOR_RESYNC) {
    seen.right = seen.wrong = 0;
    gst_iterator_resync(decoders);
  }
  gst_iterator_free(decoders);
  return seen.right > 0 && seen.wrong == 0;
}

}  // namespace portero::webrtc
