#pragma once

#include <string>

#include "io/net/fingerprint.hpp"

typedef struct _GstElement GstElement;

namespace portero::webrtc {

// Whether who is connected showed the certificate that the description named: webrtcbin itself
// would take any (P16).
[[nodiscard]] bool shows(GstElement* webrtcbin, const net::CertificateFingerprint& certificate);

}  // namespace portero::webrtc
