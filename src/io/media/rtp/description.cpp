#include "io/media/rtp/description.hpp"

#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "io/media/rtp/srtp.hpp"

namespace portero::rtp {
namespace {

// Receiving goes through "opened", so that one probe sees what was deciphered.
constexpr std::string_view frame = R"(
rtpbin name=bin latency={latency} do-lost=true drop-on-latency=true autoremove=true
       rtp-profile={profile}
( name=sender {sender} ) ! bin.send_rtp_sink_0
udpsrc name=rtp_in close-socket=false caps={arriving_rtp}
identity name=opened silent=true ! bin.recv_rtp_sink_0
multiudpsink name=rtp_out sync=false async=false close-socket=false
{wiring}
)";

constexpr std::string_view plain = R"(
{reports}
multiudpsink name=rtcp_out sync=false async=false close-socket=false
bin.send_rtp_src_0 ! rtp_out.
bin.send_rtcp_src_0 ! rtcp_out.
rtp_in. ! opened.
reports. ! bin.recv_rtcp_sink_0
)";

constexpr std::string_view srtp = R"(
{reports}
multiudpsink name=rtcp_out sync=false async=false close-socket=false
srtpenc name=encipher {properties}
srtpdec name=decipher
bin.send_rtp_src_0 ! encipher.rtp_sink_0
encipher.rtp_src_0 ! rtp_out.
bin.send_rtcp_src_0 ! encipher.rtcp_sink_0
encipher.rtcp_src_0 ! rtcp_out.
rtp_in. ! decipher.rtp_sink
decipher.rtp_src ! application/x-rtp ! opened.
reports. ! decipher.rtcp_sink
decipher.rtcp_src ! bin.recv_rtcp_sink_0
)";

// Everything on one port: RTCP on another would need a handshake of its own, and is done without.
constexpr std::string_view dtls = R"(
dtlssrtpenc name=encipher connection-id={id} is-client={client}
dtlssrtpdec name=decipher connection-id={id}
bin.send_rtp_src_0 ! encipher.rtp_sink_0
encipher.src ! rtp_out.
rtp_in. ! decipher.sink
decipher.rtp_src ! opened.
)";
constexpr std::string_view dtls_reports = R"(
bin.send_rtcp_src_0 ! encipher.rtcp_sink_0
decipher.rtcp_src ! bin.recv_rtcp_sink_0
)";

// GStreamer finds the two halves of a connection by it, among all of the process.
std::string new_connection_id() {
  static int last = 0;
  return fmt::format("leg{}", ++last);
}

std::string reports_in(const sdp::Transport& transport, std::string_view type) {
  return transport.rtcp_mux ? fmt::format(
                                  "appsrc name=reports is-live=true format=time do-timestamp=true "
                                  "max-buffers=16 leaky-type=downstream caps={}",
                                  type)
                            : fmt::format("udpsrc name=reports close-socket=false caps={}", type);
}

std::string wiring(const sdp::Transport& transport) {
  return std::visit(
      base::overloaded{
          [&](const sdp::PlainRtp&) {
            return fmt::format(plain,
                               fmt::arg("reports", reports_in(transport, "application/x-rtcp")));
          },
          [&](const sdp::SdesSrtp& keys) {
            return fmt::format(srtp,
                               fmt::arg("reports", reports_in(transport, "application/x-srtcp")),
                               fmt::arg("properties", srtpenc_properties(keys.suite)));
          },
          [&](const sdp::DtlsSrtp& handshake) {
            return fmt::format(dtls, fmt::arg("id", new_connection_id()),
                               fmt::arg("client", handshake.role == sdp::DtlsRole::client)) +
                   std::string{transport.rtcp_mux ? dtls_reports : ""};
          },
      },
      transport.protection);
}

std::string_view arriving(const sdp::Protection& protection) {
  return std::visit(base::overloaded{
                        [](const sdp::PlainRtp&) { return "application/x-rtp"; },
                        [](const sdp::SdesSrtp&) { return "application/x-srtp"; },
                        [](const sdp::DtlsSrtp&) { return "application/x-dtls"; },
                    },
                    protection);
}

}  // namespace

std::string description_of(const SessionSettings& settings) {
  return fmt::format(frame, fmt::arg("latency", Session::jitter_buffer_ms),
                     fmt::arg("profile", settings.transport.feedback ? "avpf" : "avp"),
                     fmt::arg("sender", settings.sender),
                     fmt::arg("arriving_rtp", arriving(settings.transport.protection)),
                     fmt::arg("wiring", wiring(settings.transport)));
}

}  // namespace portero::rtp
