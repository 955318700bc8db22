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
{sender} ! bin.send_rtp_sink_0
udpsrc name=rtp_in close-socket=false caps={arriving_rtp}
identity name=opened silent=true ! bin.recv_rtp_sink_0
multiudpsink name=rtp_out sync=false async=false close-socket=false
multiudpsink name=rtcp_out sync=false async=false close-socket=false
{reports_in}
{wiring}
)";

constexpr std::string_view plain = R"(
bin.send_rtp_src_0 ! rtp_out.
bin.send_rtcp_src_0 ! rtcp_out.
rtp_in. ! opened.
reports. ! bin.recv_rtcp_sink_0
)";

constexpr std::string_view srtp = R"(
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

std::string reports_in(const sdp::Transport& transport, std::string_view type) {
  return transport.rtcp_mux ? fmt::format(
                                  "appsrc name=reports is-live=true format=time do-timestamp=true "
                                  "max-buffers=16 leaky-type=downstream caps={}",
                                  type)
                            : fmt::format("udpsrc name=reports close-socket=false caps={}", type);
}

std::string wiring(const sdp::Protection& protection) {
  return std::visit(base::overloaded{
                        [](const sdp::PlainRtp&) { return std::string{plain}; },
                        [](const sdp::SdesSrtp& keys) {
                          return fmt::format(
                              srtp, fmt::arg("properties", srtpenc_properties(keys.suite)));
                        },
                        [](const sdp::DtlsSrtp&) { return std::string{plain}; },
                    },
                    protection);
}

}  // namespace

std::string description_of(const SessionSettings& settings) {
  const bool clear = std::holds_alternative<sdp::PlainRtp>(settings.transport.protection);
  return fmt::format(
      frame, fmt::arg("latency", Session::jitter_buffer_ms),
      fmt::arg("profile", settings.transport.feedback ? "avpf" : "avp"),
      fmt::arg("sender", settings.sender),
      fmt::arg("arriving_rtp", clear ? "application/x-rtp" : "application/x-srtp"),
      fmt::arg("reports_in", reports_in(settings.transport,
                                        clear ? "application/x-rtcp" : "application/x-srtcp")),
      fmt::arg("wiring", wiring(settings.transport.protection)));
}

}  // namespace portero::rtp
