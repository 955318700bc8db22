#include <array>

#include "core/settings/rows.hpp"

namespace portero::settings {
namespace {

constexpr Section display{"Display", "Display"};

constexpr std::array layouts{
    choice(DisplayLayout::automatic, "auto", "By the display's size"),
    choice(DisplayLayout::full_size, "full_size", "Full size (3.5-inch portrait)"),
    choice(DisplayLayout::mullion, "mullion", "Mullion (1.5-inch)"),
};

constexpr std::array languages{
    choice(Language::english, "en", "English"),
    choice(Language::spanish, "es", "Spanish"),
    choice(Language::german, "de", "German"),
    choice(Language::french, "fr", "French"),
};

constexpr std::array rows{
    setting(key::display_station_name,
            {.label = "Station name",
             .help = "What visitors and operators call this door, like 'North Gate'. Without one, "
                     "the name of the machine stands there.",
             .product_id = "DSP",
             .section = display},
            {.max_length = 40}),
    setting(key::display_layout,
            {.label = "Layout",
             .help = "Which of the two layouts the display shows.",
             .product_id = "DSP",
             .section = display},
            DisplayLayout::automatic, layouts),
    setting(key::display_language,
            {.label = "Language",
             .help = "The language in which the display speaks to visitors.",
             .product_id = "DSP-10",
             .section = display},
            Language::english, languages),
    setting(key::display_reduced_motion,
            {.label = "Reduced motion",
             .help = "What moves on the display goes in a few steps, for visitors whom motion "
                     "disturbs.",
             .product_id = "DSP-10",
             .section = display},
            false),
    setting(
        key::display_sounds,
        {.label = "Sounds",
         .help = "Visitors hear when it rings, when it is answered and how it ends, and whether "
                 "access is granted or denied.",
         .product_id = "DSP-10",
         .section = display},
        true),
    setting(key::display_wake_on_motion,
            {.label = "Wake on motion",
             .help = "A dimmed display is bright again when somebody moves before the camera. "
                     "Nothing of the picture leaves the station for it.",
             .product_id = "DSP-10",
             .section = display},
            true),
    setting(key::display_visitor_may_cancel,
            {.label = "Visitor may cancel",
             .help = "A second touch on the call button stops the ringing.",
             .product_id = "DSP-3",
             .section = display},
            false),
    setting(key::display_directory,
            {.label = "Directory",
             .help = "Visitors can pick a contact from a list, which the call button opens where "
                     "its action by SIP is Directory.",
             .product_id = "DSP-9",
             .section = display},
            false),
    setting(key::display_contacts,
            {.label = "Contacts",
             .help = "Whom the directory lists, by the alphabet, and what is called for each: Anna "
                     "Smith = 201.",
             .product_id = "CALL-9",
             .section = display},
            {.max_items = 100, .item = {.max_length = 196, .format = Format::contact}}),
    setting(key::display_help_line,
            {.label = "Help line",
             .help = "What visitors read while the intercom is not available, for instance 'Please "
                     "use the main entrance'.",
             .product_id = "DSP-5",
             .section = display},
            {.max_length = 80}),
};

}  // namespace

std::span<const Setting> display_rows() { return rows; }

}  // namespace portero::settings
