#include <array>

#include "core/settings/rows.hpp"

namespace portero::settings {
namespace {

constexpr Section account{"Intercom", "WebRTC account"};
constexpr Section calls{"Intercom", "WebRTC calls"};

constexpr std::array button_actions{
    choice(WebrtcButtonAction::disabled, "disabled", "Disabled"),
    choice(WebrtcButtonAction::call_operator, "call_operator", "Call operator"),
    choice(WebrtcButtonAction::call_mobile_phone, "call_mobile_phone", "Call mobile phone"),
};

constexpr std::array rows{
    setting(key::webrtc_region,
            {.label = "Region",
             .help = "The AWS region of the signaling channel.",
             .product_id = "WRT-1",
             .section = account,
             .required = &condition::webrtc_on},
            {.max_length = 32, .format = Format::region}),
    setting(key::webrtc_access_key,
            {.label = "Access key",
             .help = "The access key id of the account that owns the channel.",
             .product_id = "WRT-1",
             .section = account,
             .required = &condition::webrtc_on},
            {.max_length = 128, .format = Format::access_key, .trim_blanks = true}),
    setting(key::webrtc_secret_key,
            {.label = "Secret key",
             .help = "The secret that belongs to the access key.",
             .product_id = "WRT-1",
             .section = account,
             .required = &condition::webrtc_on},
            {.max_length = 128, .format = Format::token, .trim_blanks = true}),
    setting(key::webrtc_session_token,
            {.label = "Session token",
             .help = "Needed with temporary keys only.",
             .product_id = "WRT-1",
             .section = account},
            {.max_length = 4096, .format = Format::token, .trim_blanks = true}),
    setting(key::webrtc_channel_name,
            {.label = "Channel name",
             .help = "The station's signaling channel, unique in the account; created if missing.",
             .product_id = "WRT-1",
             .section = account,
             .required = &condition::webrtc_on},
            {.max_length = 256, .format = Format::channel_name}),
    setting(key::webrtc_video,
            {.label = "Video",
             .help = "Operators see the camera's picture in WebRTC calls.",
             .product_id = "CALL-3",
             .section = calls},
            true),
    setting(key::webrtc_call_button_action,
            {.label = "Call button action",
             .help = "What a touch on the call button does by WebRTC.",
             .product_id = "WRT-6",
             .section = calls},
            WebrtcButtonAction::disabled, button_actions),
    setting(key::webrtc_mobile_phones,
            {.label = "Mobile phones",
             .help = "Who gets an SMS with a link when the button calls mobile phones.",
             .product_id = "WRT-6",
             .section = calls},
            {.max_items = 10, .item = {.max_length = 16, .format = Format::phone_number}}),
    setting(key::webrtc_signaling_service,
            {.label = "Signaling service",
             .help = "Who carries the signaling: AWS, or a Portero server by its address.",
             .product_id = "WRT-2",
             .section = calls},
            {.initial = "AWS", .max_length = 270, .format = Format::signaling_service}),
};

}  // namespace

std::span<const Setting> webrtc_rows() { return rows; }

}  // namespace portero::settings
