// The input is the file of the stored settings, with the right digest put into it where it has
// room for one, so that damage behind the digest is looked at too. What is read is written, and
// reads back as itself.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.hpp"
#include "io/store/settings_text.hpp"

namespace {

namespace store = portero::store;

const store::SealingKey key{{1, 2, 3}};

void look_at(const std::string& text) {
  const auto read = store::read_settings(text, key);
  if (!read) {
    PORTERO_ASSERT(!read.error().empty(), "a refusal has a reason");
    return;
  }
  const auto again = store::read_settings(store::to_text(read->settings, key), key);
  PORTERO_ASSERT(again && again->settings == read->settings && !again->secrets_lost,
                 "what was read is written and reads back as itself");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  look_at(text);
  const std::size_t body = text.find('\n');
  if (body != std::string::npos)
    look_at("portero settings 1 " + store::digest(text.substr(body + 1)) + text.substr(body));
  // What is sealed is read as well as what is not.
  const std::string sealed = "{}\n" + key.seal(text) + "\n";
  look_at("portero settings 1 " + store::digest(sealed) + "\n" + sealed);
  return 0;
}
