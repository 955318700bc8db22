#pragma once

#include <string>

namespace portero::settings {

// api/settings.schema.json: a JSON Schema (draft 2020-12) of the object that to_json() writes and
// patch_from_json() reads, with what a form needs to show each setting under 'x-ui'.
[[nodiscard]] std::string settings_schema();

// docs/operate/settings.md: the table for people.
[[nodiscard]] std::string settings_document();

}  // namespace portero::settings
