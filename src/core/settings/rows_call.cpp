#include <array>

#include "core/settings/rows.hpp"

namespace portero::settings {
namespace {

constexpr Section protocol{"Intercom", "Protocol"};
constexpr Section calls{"Intercom", "All calls"};

constexpr std::array rows_of_protocol{
    setting(key::sip_enabled,
            {.label = "SIP",
             .help = "Calls go through a SIP server. With none of SIP, WebRTC and browsers the "
                     "intercom is off.",
             .product_id = "CALL-12",
             .section = protocol},
            false),
    setting(key::webrtc_enabled,
            {.label = "WebRTC",
             .help = "Operators join calls from browsers and the operator app.",
             .product_id = "CALL-12",
             .section = protocol},
            false),
    setting(key::call_answer_in_browser,
            {.label = "Answer in browsers",
             .help = "The call button also rings on the Answer page of this console, wherever it "
                     "is open and ready.",
             .product_id = "APP-2",
             .section = protocol},
            false),
};

constexpr std::array rows_of_calls{
    setting(key::call_ring_timeout,
            {.label = "Ring time-out",
             .help = "How long a WebRTC call rings when nobody answers.",
             .product_id = "CALL-2",
             .section = calls},
            {.initial = 60, .min = 5, .max = 600}),
    setting(key::call_far_side_timeout,
            {.label = "Far side vanished time-out",
             .help = "A call ends by itself after this time without media and signaling.",
             .product_id = "CALL-6",
             .section = calls},
            {.initial = 20, .min = 5, .max = 300}),
};

}  // namespace

std::span<const Setting> protocol_rows() { return rows_of_protocol; }
std::span<const Setting> call_rows() { return rows_of_calls; }

}  // namespace portero::settings
