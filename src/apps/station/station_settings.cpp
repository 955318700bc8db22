#include "apps/station/station_settings.hpp"

#include "apps/station/configuration.hpp"
#include "core/call/policy_from_settings.hpp"
#include "core/settings/contact.hpp"

namespace portero::station {
namespace {

std::vector<std::string> contacts(const settings::Settings& settings) {
  namespace key = settings::key;
  if (!settings.get(key::display_directory)) return {};
  return settings::names_of_contacts(settings.get(key::display_contacts));
}

// What nobody sees dimmed need not be woken.
media::Settings media_settings_with_screen(const CommandLine& line,
                                           const settings::Settings& settings) {
  media::Settings media = media_settings(settings, line.devices);
  media.motion =
      !line.display_platform.empty() && settings.get(settings::key::display_wake_on_motion);
  return media;
}

std::string name_of(const CommandLine& line, const settings::Settings& settings) {
  const std::string_view name = settings.get(settings::key::display_station_name);
  return name.empty() ? line.devices.picture.title : std::string{name};
}

DisplaySettings display_settings(const CommandLine& line, const settings::Settings& settings) {
  namespace key = settings::key;
  DisplaySettings display{.shown = {.layout = settings.get(key::display_layout),
                                    .language = settings.get(key::display_language),
                                    .reduced_motion = settings.get(key::display_reduced_motion),
                                    .station_name = name_of(line, settings),
                                    .help_line = std::string{settings.get(key::display_help_line)},
                                    .contacts = contacts(settings)},
                          .sounds = settings.get(key::display_sounds)};
  if (!line.display_platform.empty())
    display.program = process::Program{.path = line.display_program,
                                       .arguments = {"--platform", line.display_platform}};
  return display;
}

// Invalid times cannot be in the settings: their ranges are those of the readers' standard.
PanelSettings panel_settings(const CommandLine& line, const settings::Settings& settings,
                             const access::Outputs& outputs) {
  namespace key = settings::key;
  PanelSettings panel{.program = line.panel_program, .place = line.wiegand};
  panel.used = outputs.credential.has_value();
  if (panel.used && outputs.credential->line == access::PanelLine::osdp) panel.place = line.osdp;
  panel.osdp = {.baud = settings.get(key::access_osdp_baud),
                .address = settings.get(key::access_osdp_address),
                .secure_channel_required = settings.get(key::access_osdp_secure_channel_required),
                .key = std::string{settings.reveal(key::access_osdp_secure_channel_key)}};
  panel.timing = access::WiegandTiming::make(settings.get(key::access_wiegand_pulse_width),
                                             settings.get(key::access_wiegand_interval))
                     .value_or(access::WiegandTiming{});
  return panel;
}

}  // namespace

using Wrong = std::vector<control::WrongField>;

std::expected<StationSettings, Wrong> station_settings(const CommandLine& line,
                                                       const settings::Settings& settings) {
  auto policy = call::policy_from(settings);
  if (!policy) return std::unexpected{wrong_fields(policy.error())};
  auto phone = phone_settings(settings, line.sip_listen, line.name_servers);
  if (!phone) return std::unexpected{Wrong{{"", std::move(phone.error())}}};
  const bool low = settings.get(settings::key::access_relay_active) == settings::RelayActive::low;
  PanelSettings panel = panel_settings(line, settings, policy->outputs);
  return StationSettings{
      *std::move(policy),
      *std::move(phone),
      media_preferences(settings),
      {line.relay_program, line.relay, low ? door::ActiveLevel::low : door::ActiveLevel::high},
      media_settings_with_screen(line, settings),
      display_settings(line, settings),
      settings.get(settings::key::webrtc_video),
      {},
      {},
      std::move(panel)};
}

}  // namespace portero::station
