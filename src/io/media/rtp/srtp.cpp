#include "io/media/rtp/srtp.hpp"

#include <fmt/format.h>

namespace portero::rtp {
namespace {

struct Words {
  const char* cipher;
  const char* rtp_auth;
  const char* rtcp_auth;
};

// RFC 4568 section 6.2: the short tag is for RTP alone. AEAD authenticates by itself.
Words words_of(sdp::SrtpSuite suite) {
  switch (suite) {
    case sdp::SrtpSuite::aes_cm_128_hmac_sha1_80:
      return {"aes-128-icm", "hmac-sha1-80", "hmac-sha1-80"};
    case sdp::SrtpSuite::aes_cm_128_hmac_sha1_32:
      return {"aes-128-icm", "hmac-sha1-32", "hmac-sha1-80"};
    case sdp::SrtpSuite::aead_aes_128_gcm: return {"aes-128-gcm", "null", "null"};
    case sdp::SrtpSuite::aead_aes_256_gcm: return {"aes-256-gcm", "null", "null"};
  }
  return {};
}

gst::OwnedMini<GstBuffer> buffer_of(const std::vector<std::uint8_t>& bytes) {
  gst::OwnedMini<GstBuffer> buffer{gst_buffer_new_allocate(nullptr, bytes.size(), nullptr)};
  gst_buffer_fill(buffer.get(), 0, bytes.data(), bytes.size());
  return buffer;
}

std::vector<std::uint8_t> bytes_of(GstBuffer* buffer) {
  std::vector<std::uint8_t> bytes(gst_buffer_get_size(buffer));
  gst_buffer_extract(buffer, 0, bytes.data(), bytes.size());
  return bytes;
}

}  // namespace

std::string srtpenc_properties(sdp::SrtpSuite suite) {
  const Words words = words_of(suite);
  return fmt::format("rtp-cipher={0} rtcp-cipher={0} rtp-auth={1} rtcp-auth={2}", words.cipher,
                     words.rtp_auth, words.rtcp_auth);
}

void set_key(GstElement* srtpenc, const sdp::SdesSrtp& keys) {
  const auto key = buffer_of(keys.send_key_and_salt);
  g_object_set(srtpenc, "key", key.get(), nullptr);
}

gst::OwnedMini<GstCaps> srtpdec_caps(const sdp::SdesSrtp& keys, std::uint32_t turns) {
  const Words words = words_of(keys.suite);
  const auto key = buffer_of(keys.receive_key_and_salt);
  return gst::OwnedMini<GstCaps>{
      gst_caps_new_simple("application/x-srtp", "srtp-key", GST_TYPE_BUFFER, key.get(),
                          "srtp-cipher", G_TYPE_STRING, words.cipher, "srtcp-cipher", G_TYPE_STRING,
                          words.cipher, "srtp-auth", G_TYPE_STRING, words.rtp_auth, "srtcp-auth",
                          G_TYPE_STRING, words.rtcp_auth, "roc", G_TYPE_UINT, turns, nullptr)};
}

// Of the protection profiles of RFC 5764 section 4.1.2, those that these elements offer.
std::optional<sdp::SdesSrtp> keys_of_handshake(GstElement* dtlsenc, GstElement* dtlsdec) {
  constexpr guint aes_128_icm = 1;
  constexpr guint hmac_sha1_32 = 1;
  GstMiniObject* send = nullptr;
  GstMiniObject* receive = nullptr;  // a buffer as well, though the property's type is of caps
  guint cipher = 0;
  guint auth = 0;
  g_object_get(dtlsenc, "encoder-key", &send, nullptr);
  g_object_get(dtlsdec, "decoder-key", &receive, "srtp-cipher", &cipher, "srtp-auth", &auth,
               nullptr);
  const gst::OwnedMini<GstMiniObject> send_key{send};
  const gst::OwnedMini<GstMiniObject> receive_key{receive};
  if (!GST_IS_BUFFER(send) || !GST_IS_BUFFER(receive) || cipher != aes_128_icm) return std::nullopt;
  return sdp::SdesSrtp{auth == hmac_sha1_32 ? sdp::SrtpSuite::aes_cm_128_hmac_sha1_32
                                            : sdp::SrtpSuite::aes_cm_128_hmac_sha1_80,
                       bytes_of(GST_BUFFER_CAST(send)), bytes_of(GST_BUFFER_CAST(receive))};
}

}  // namespace portero::rtp
