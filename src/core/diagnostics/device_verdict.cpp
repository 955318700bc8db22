#include <fmt/format.h>

#include "core/diagnostics/verdict.hpp"

namespace portero::diagnostics {
namespace {

using enum Outcome;

std::string named(const DeviceKnown& device) {
  return device.name ? fmt::format(" ({})", *device.name) : std::string{};
}

// As core/media/settings.hpp and the media process name what is no device.
bool is_made_up(const DeviceKnown& device) {
  return device.name && (*device.name == "synthetic" || device.name->starts_with("file:") ||
                         device.name->starts_with("test pattern"));
}

bool is_there(const DeviceKnown& device) {
  return device.name && !device.lost && *device.name != "none";
}

Verdict missing(std::string_view what, const DeviceKnown& device) {
  if (device.lost)
    return {fail, fmt::format("The {} does not work: {}.", what, *device.lost),
            fmt::format("Check that the {} is connected, then restart the station.", what)};
  return {fail, fmt::format("No {} was found.", what),
          fmt::format("Connect a {}; the log says what was tried.", what)};
}

}  // namespace

Verdict verdict(const CameraLook& look) {
  if (!look.bytes)
    return {fail, fmt::format("The camera gave no picture: {}.", look.bytes.error()),
            "Check that the camera is connected and that no other program uses it."};
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(look.took).count();
  if (is_made_up(look.device))
    return {warn, fmt::format("The picture is made up{}: there is no camera.", named(look.device)),
            "Connect a camera: nobody is seen without one."};
  return {pass, fmt::format("The camera{} gave a picture of {} kB in {} ms.", named(look.device),
                            (*look.bytes + 1023) / 1024, ms)};
}

Verdict verdict(const MicrophoneLook& look) {
  if (!is_there(look.device)) return missing("microphone", look.device);
  if (is_made_up(look.device))
    return {warn,
            fmt::format("The sound is made up{}: there is no microphone.", named(look.device)),
            "Connect a microphone: visitors are not heard without one."};
  if (look.dbfs <= silent_dbfs)
    return {warn, fmt::format("The microphone{} is silent.", named(look.device)),
            "Check that it is connected and not muted; speak at the door and test again."};
  return {pass,
          fmt::format("The microphone{} hears {:.0f} dBFS now.", named(look.device), look.dbfs)};
}

Verdict verdict(const LoudspeakerLook& look) {
  if (!is_there(look.device)) return missing("loudspeaker", look.device);
  if (is_made_up(look.device))
    return {warn, fmt::format("What would be heard goes nowhere{}.", named(look.device)),
            "Connect a loudspeaker: visitors hear nobody without one."};
  return {pass, fmt::format("The loudspeaker{} works; whether it can be heard shows a call.",
                            named(look.device))};
}

Verdict verdict(const RelayLook& look) {
  if (!look.attended)
    return {
        fail,
        fmt::format("Nothing holds the line of the relay ({}): the door cannot open.", look.line),
        "Look into the log for portero-relay, and check --relay and the rights on the line."};
  if (look.simulated)
    return {warn, "The relay is simulated: no door opens.",
            "Name the line of the relay with --relay once the door is wired."};
  return {pass, fmt::format("The process that holds the relay ({}) attends. It was not moved.",
                            look.line)};
}

Verdict verdict(const PanelLook& look) {
  if (!look.used) return {skipped, "No credential is sent to a panel.", ""};
  if (look.attended && !look.driven)
    return {
        fail,
        fmt::format("The panel at {} does not ask for credentials, or not by the secure channel "
                    "that is required.",
                    look.wires),
        "Check its wires, and whether OSDP's baud rate, address and secure channel key are "
        "those of the panel."};
  if (!look.attended)
    return {fail,
            fmt::format("Nothing drives the wires to the panel ({}): it gets no credential.",
                        look.wires),
            "Look into the log for portero-panel, and check --wiegand-d0, --wiegand-d1 and "
            "--panel-led, or --osdp, and the rights on the lines."};
  if (look.simulated)
    return {
        warn, "The wires to the panel are simulated: no panel gets the credential.",
        "Name the lines with --wiegand-d0 and --wiegand-d1, or --osdp, once the panel is wired."};
  return {pass, fmt::format("The process that sends to the panel ({}) attends. Nothing was sent.",
                            look.wires)};
}

}  // namespace portero::diagnostics
