// The input is a backup, with the right digest put into it where it has room for one, so that
// damage behind the digest is looked at too; then what is inside of one. No key is made: what a
// file may ask for is bounded before that.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.hpp"
#include "io/store/backup.hpp"
#include "io/store/sealing_key.hpp"

namespace {

namespace store = portero::store;

void look_at(const std::string& text) {
  const auto read = store::read_backup(text);
  if (!read) {
    PORTERO_ASSERT(!read.error().sentence.empty(), "a refusal has a reason");
    return;
  }
  PORTERO_ASSERT(read->cost.passes <= store::max_backup_cost.passes &&
                     read->cost.memory_kib <= store::max_backup_cost.memory_kib,
                 "no file makes the station work for long");
  PORTERO_ASSERT(read->sealed.size() >= 40, "there is room for a nonce and a seal");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  look_at(text);
  const std::size_t body = text.find('\n');
  if (body != std::string::npos)
    look_at("portero backup 1 " + store::digest(text.substr(body + 1)) + text.substr(body));
  const auto content = store::read_backup_content(text);
  PORTERO_ASSERT(content || !content.error().sentence.empty(), "a refusal has a reason");
  return 0;
}
