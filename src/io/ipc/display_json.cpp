#include "io/ipc/display_json.hpp"

#include "io/ipc/described_json.hpp"

namespace portero::call {
BOOST_DESCRIBE_ENUM(Screen, disabled, offline, waiting, directory, ringing, in_call, paused,
                    access_pending, access_granted, access_denied, no_answer, busy, failed, ended)
BOOST_DESCRIBE_ENUM(Outage, starting, no_network, name_not_found, connection_refused, no_answer,
                    certificate_refused, wrong_credentials, account_unknown, signaling_lost,
                    nobody_ready)
}  // namespace portero::call

namespace portero::settings {
BOOST_DESCRIBE_ENUM(DisplayLayout, automatic, full_size, mullion)
BOOST_DESCRIBE_ENUM(Language, english, spanish, german, french)
}  // namespace portero::settings

namespace portero::display {
BOOST_DESCRIBE_STRUCT(Setup, (), (address, claim_code, fingerprint))
BOOST_DESCRIBE_STRUCT(Configure, (),
                      (layout, language, reduced_motion, station_name, help_line, setup, contacts))
BOOST_DESCRIBE_STRUCT(Show, (), (screen, outage, elapsed_ms))
BOOST_DESCRIBE_STRUCT(Levels, (), (operator_percent, visitor_percent))
BOOST_DESCRIBE_STRUCT(Camera, (), (seen))
BOOST_DESCRIBE_STRUCT(TakePicture, (), ())
BOOST_DESCRIBE_STRUCT(AskAlive, (), ())
BOOST_DESCRIBE_STRUCT(Touch, (), (x_permille, y_permille))
BOOST_DESCRIBE_STRUCT(ContactPhoto, (), (contact, jpeg))
BOOST_DESCRIBE_STRUCT(Wake, (), ())
BOOST_DESCRIBE_STRUCT(Ready, (), ())
BOOST_DESCRIBE_STRUCT(Touched, (), ())
BOOST_DESCRIBE_STRUCT(Chosen, (), (contact))
BOOST_DESCRIBE_STRUCT(LightChanged, (), ())
BOOST_DESCRIBE_STRUCT(PictureTaken, (), (png))
BOOST_DESCRIBE_STRUCT(Alive, (), ())
}  // namespace portero::display

namespace portero::ipc {
namespace described {

#define PORTERO_NAMED(type, text) \
  template <>                     \
  inline constexpr std::string_view name_of<display::type> = text;
PORTERO_NAMED(Configure, "configure")
PORTERO_NAMED(Show, "show")
PORTERO_NAMED(Levels, "levels")
PORTERO_NAMED(Camera, "camera")
PORTERO_NAMED(TakePicture, "take_picture")
PORTERO_NAMED(AskAlive, "ask_alive")
PORTERO_NAMED(Touch, "touch")
PORTERO_NAMED(ContactPhoto, "contact_photo")
PORTERO_NAMED(Wake, "wake")
PORTERO_NAMED(Ready, "ready")
PORTERO_NAMED(Touched, "touched")
PORTERO_NAMED(Chosen, "chosen")
PORTERO_NAMED(LightChanged, "light_changed")
PORTERO_NAMED(PictureTaken, "picture_taken")
PORTERO_NAMED(Alive, "alive")
#undef PORTERO_NAMED

}  // namespace described

std::string to_json(const display::Command& command) {
  return boost::json::serialize(described::written(command));
}

std::string to_json(const display::Event& event) {
  return boost::json::serialize(described::written(event));
}

std::expected<display::Command, std::string> display_command(std::string_view json) {
  return described::read<display::Command>(json);
}

std::expected<display::Event, std::string> display_event(std::string_view json) {
  return described::read<display::Event>(json);
}

}  // namespace portero::ipc
