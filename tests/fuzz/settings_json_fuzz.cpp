// The input is settings as JSON, as a form or a server might send them. What is accepted must read
// back as itself, and must never write a secret that nobody asked for.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "core/settings/difference.hpp"
#include "core/settings/json.hpp"
#include "core/settings/merge.hpp"

namespace {

namespace settings = portero::settings;

void explain(const std::vector<settings::FieldError>& errors) {
  PORTERO_ASSERT(!errors.empty(), "a refusal has a reason");
  for (const auto& error : errors)
    PORTERO_ASSERT(!settings::sentence(error).empty(), "a reason can be told");
}

void read_back(const settings::Settings& given) {
  const std::string json =
      to_json(given, settings::Defaults::left_out, settings::Secrets::revealed);
  const auto patch = settings::patch_from_json(json);
  PORTERO_ASSERT(patch.has_value(), "what we write we can read");
  const auto again = merge(settings::Settings{}, *patch);
  PORTERO_ASSERT(again && again->settings == given, "what we read back is what we wrote");
  PORTERO_ASSERT(settings::differences(again->settings, given).empty(), "nothing changed");
}

void keep_secrets(const settings::Settings& given) {
  const auto shown = settings::patch_from_json(to_json(given, settings::Defaults::left_out));
  PORTERO_ASSERT(shown.has_value(), "what we show we can read");
  for (const auto secret : {settings::key::sip_password, settings::key::webrtc_secret_key,
                            settings::key::webrtc_session_token})
    PORTERO_ASSERT(!shown->contains(secret.name), "a hidden secret has no value");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto patch = settings::patch_from_json(text);
  if (!patch) {
    explain({patch.error()});
    return 0;
  }
  const auto merged = merge(settings::Settings{}, *patch);
  if (!merged) {
    explain(merged.error());
    return 0;
  }
  read_back(merged->settings);
  keep_secrets(merged->settings);
  return 0;
}
