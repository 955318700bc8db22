#include "core/console/claim_code.hpp"

#include "core/console/secrets.hpp"

namespace portero::console {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t first_part = 3;

char meant(char typed) {
  const char large = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
  if (large == 'O') return '0';
  return large == 'I' || large == 'L' ? '1' : large;
}

}  // namespace

ClaimCode::ClaimCode(const Randomness& random) {
  for (const std::uint8_t byte : random) letters_.push_back(alphabet[byte % alphabet.size()]);
}

std::string ClaimCode::text() const {
  return letters_.substr(0, first_part) + "-" + letters_.substr(first_part);
}

bool ClaimCode::matches(std::string_view typed) const {
  std::string code;
  for (const char letter : typed.substr(0, 4 * length))
    if (letter != '-' && letter != ' ') code.push_back(meant(letter));
  return are_equal(code, letters_);
}

}  // namespace portero::console
