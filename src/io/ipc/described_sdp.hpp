#pragma once

#include <boost/describe.hpp>

#include "core/sdp/agreement.hpp"
#include "core/sdp/local_media.hpp"
#include "io/ipc/described_json.hpp"

// What an agreement is made of, for described_json.hpp.
namespace portero::sdp {

BOOST_DESCRIBE_ENUM(AudioCodec, opus, g722, speex_32000, speex_16000, pcma, pcmu, speex_8000, ilbc,
                    gsm)
BOOST_DESCRIBE_ENUM(VideoCodec, h264, vp8)
BOOST_DESCRIBE_ENUM(Direction, inactive, sendonly, recvonly, sendrecv)
BOOST_DESCRIBE_ENUM(SrtpSuite, aes_cm_128_hmac_sha1_80, aes_cm_128_hmac_sha1_32, aead_aes_128_gcm,
                    aead_aes_256_gcm)
BOOST_DESCRIBE_ENUM(DtlsRole, client, server)

BOOST_DESCRIBE_STRUCT(PlainRtp, (), ())
BOOST_DESCRIBE_STRUCT(SdesSrtp, (), (suite, send_key_and_salt, receive_key_and_salt))
BOOST_DESCRIBE_STRUCT(Fingerprint, (), (hash, digest))
BOOST_DESCRIBE_STRUCT(DtlsSrtp, (), (role, remote_fingerprints, own))
BOOST_DESCRIBE_STRUCT(Candidate, (),
                      (foundation, component, transport, priority, address, port, type, extensions))
BOOST_DESCRIBE_STRUCT(IceDescription, (),
                      (ufrag, password, options, lite, candidates, end_of_candidates))
BOOST_DESCRIBE_STRUCT(Transport, (),
                      (mid, bundled, rtcp_mux, feedback, remote_address, remote_port,
                       remote_rtcp_address, remote_rtcp_port, protection, remote_ice))
BOOST_DESCRIBE_STRUCT(AudioFormat, (),
                      (codec, send_payload_type, receive_payload_type, remote_parameters))
BOOST_DESCRIBE_STRUCT(TelephoneEvent, (), (send_payload_type, receive_payload_type, clock_rate))
BOOST_DESCRIBE_STRUCT(AudioAgreement, (),
                      (line, transport, direction, formats, telephone_events, packet_time_ms,
                       ilbc_frame_ms, why))
BOOST_DESCRIBE_STRUCT(H264, (), (profile_idc, profile_iop, level_idc, packetization_mode))
BOOST_DESCRIBE_STRUCT(VideoFormat, (), (codec, h264))
BOOST_DESCRIBE_STRUCT(VideoAgreement, (),
                      (line, transport, direction, format, payload_type, feedback, max_kbps, why))
BOOST_DESCRIBE_STRUCT(Agreement, (), (audio, video))
BOOST_DESCRIBE_STRUCT(Crypto, (), (tag, suite, key_and_salt))
BOOST_DESCRIBE_STRUCT(LocalStream, (), (port, rtcp_port, crypto, candidates))
BOOST_DESCRIBE_STRUCT(LocalMedia, (), (address, audio, video, ice, fingerprint))

}  // namespace portero::sdp

namespace portero::ipc::described {

template <>
inline constexpr std::string_view name_of<sdp::PlainRtp> = "plain_rtp";
template <>
inline constexpr std::string_view name_of<sdp::SdesSrtp> = "sdes_srtp";
template <>
inline constexpr std::string_view name_of<sdp::DtlsSrtp> = "dtls_srtp";

}  // namespace portero::ipc::described
