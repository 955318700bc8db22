#include <array>
#include <cstdint>

#include "core/settings/rows.hpp"

namespace portero::settings {
namespace {

constexpr Section relay{"Access control", "Door relay"};
constexpr Section credential{"Access control", "Temporary unlock signal to control panel"};
constexpr Section unlock{"Access control", "Unlock"};
constexpr Section wiegand{"Access control", "Wiegand"};
constexpr Section osdp{"Access control", "OSDP"};

// Beyond 2^53 a number in JSON is no longer exact in a browser.
constexpr std::int64_t largest_id = (std::int64_t{1} << 53) - 1;

constexpr std::array<std::int64_t, 6> bauds{9600, 19200, 38400, 57600, 115200, 230400};

constexpr std::array active_levels{
    choice(RelayActive::high, "high", "High"),
    choice(RelayActive::low, "low", "Low"),
};

constexpr std::array outputs{
    choice(CredentialOutput::wiegand, "wiegand", "Wiegand"),
    choice(CredentialOutput::osdp, "osdp", "OSDP"),
};

constexpr std::array outside_call{
    choice(UnlockOutsideCall::never, "never", "Never"),
    choice(UnlockOutsideCall::passkey, "passkey", "With passkey or PIN"),
    choice(UnlockOutsideCall::plain, "plain", "With one tap"),
};

constexpr std::array rows{
    setting(key::access_relay_enabled,
            {.label = "Door relay",
             .help = "An unlock pulses the station's own relay.",
             .product_id = "UNL-3",
             .section = relay},
            true),
    setting(key::access_relay_pulse,
            {.label = "Pulse time",
             .help = "How long the relay stays on.",
             .product_id = "UNL-3",
             .section = relay},
            {.initial = 3, .min = 1, .max = 60}),
    setting(key::access_relay_active,
            {.label = "Relay active",
             .help = "The level of the line that opens the door.",
             .product_id = "UNL-3",
             .section = relay},
            RelayActive::high, active_levels),
    setting(key::access_credential_enabled,
            {.label = "Send credential",
             .help = "An unlock sends a fixed card to the panel, in the station's card format.",
             .product_id = "UNL-3",
             .section = credential},
            false),
    setting(key::access_facility_id,
            {.label = "Facility id",
             .help = "The facility id of the card that is sent, where its format has one.",
             .product_id = "UNL-3",
             .section = credential},
            0, largest_id),
    setting(key::access_card_id,
            {.label = "Card id",
             .help = "The card id of the card that is sent.",
             .product_id = "UNL-3",
             .section = credential,
             .required = &condition::credential_on},
            0, largest_id),
    setting(key::access_credential_output,
            {.label = "Output",
             .help = "How the card goes to the panel.",
             .product_id = "UNL-3",
             .section = credential},
            CredentialOutput::wiegand, outputs),
    setting(key::access_feedback_from_panel,
            {.label = "Feedback from panel",
             .help = "The display waits for the panel before it says granted or denied.",
             .product_id = "UNL-4",
             .section = credential},
            false),
    setting(key::access_feedback_timeout,
            {.label = "Feedback time-out",
             .help = "How long the display waits for the panel.",
             .product_id = "UNL-4",
             .section = credential},
            {.initial = 3, .min = 1, .max = 30}),
    setting(key::access_unlock_outside_call,
            {.label = "Unlock outside a call",
             .help = "Whether a signed-in operator who is not in the call may open the door.",
             .product_id = "UNL-2",
             .section = unlock},
            UnlockOutsideCall::passkey, outside_call),
    setting(key::access_wiegand_pulse_width,
            {.label = "Wiegand pulse width",
             .help = "How long D0 or D1 is pulled for one bit.",
             .product_id = "UNL-7",
             .section = wiegand},
            {.initial = 50, .min = 20, .max = 100}),
    setting(key::access_wiegand_interval,
            {.label = "Wiegand interval",
             .help = "The time from one bit to the next.",
             .product_id = "UNL-7",
             .section = wiegand},
            {.initial = 2, .min = 1, .max = 20}),
    setting(key::access_osdp_baud,
            {.label = "OSDP baud rate",
             .help = "The speed of the RS-485 line, the same as the panel's.",
             .product_id = "UNL-7",
             .section = osdp},
            {.initial = 9600, .min = 9600, .max = 230400, .unit = Unit::baud, .only = bauds}),
    setting(key::access_osdp_address,
            {.label = "OSDP address",
             .help = "The address by which the panel polls the station.",
             .product_id = "UNL-7",
             .section = osdp},
            {.initial = 0, .min = 0, .max = 126}),
    setting(
        key::access_osdp_secure_channel_required,
        {.label = "Require secure channel",
         .help = "The station talks to no panel that does not know the secure channel key. Once "
                 "that key is set, cards and answers need it in any case.",
         .product_id = "UNL-7",
         .section = osdp},
        false),
    setting(
        key::access_osdp_secure_channel_key,
        {.label = "Secure channel key",
         .help = "The SCBK, the same as the panel's. Without one, cards are sent in clear, or not "
                 "at all where the secure channel is required.",
         .product_id = "UNL-7",
         .section = osdp},
        {.max_length = 32, .format = Format::aes_128_key}),
};

}  // namespace

std::span<const Setting> access_rows() { return rows; }

}  // namespace portero::settings
