#include "io/osdp/panel_record.hpp"

#include <fmt/format.h>

#include "base/hex.hpp"
#include "base/overloaded.hpp"

namespace portero::osdp {
namespace {

std::string_view word(Protection protection) {
  switch (protection) {
    case Protection::none: return "nothing";
    case Protection::default_key: return "default_key";
    case Protection::own_key: return "own_key";
  }
  return "";
}

std::string_view word(access::PanelOutcome outcome) {
  switch (outcome) {
    case access::PanelOutcome::granted: return "granted";
    case access::PanelOutcome::denied: return "denied";
    case access::PanelOutcome::silent: return "silent";
  }
  return "";
}

}  // namespace

std::string to_json(const panel::Event& event, base::TimePoint at) {
  const std::string rest = std::visit(
      base::overloaded{
          [](const panel::Found& found) {
            return fmt::format(R"("found","identity":"{}")", base::to_hex(found.identity));
          },
          [](const panel::Secured& secured) {
            return fmt::format(R"("secured","by":"{}")", word(secured.protection));
          },
          [](const panel::KeyGiven&) { return std::string{R"("key_given")"}; },
          [](const panel::CardRead& card) {
            return fmt::format(R"("card","bits":"{}","length":{},"hex":"{}","answer":"{}")",
                               card.bits.text(), card.bits.size(), card.bits.hex(),
                               word(card.answer));
          },
          [](const panel::Refused& refused) {
            return fmt::format(R"("refused","command":"{:#04x}","why":{})", refused.command,
                               refused.why);
          },
          [](const panel::Lost&) { return std::string{R"("lost")"}; },
      },
      event);
  return fmt::format(R"({{"at_us":{},"event":{}}})", at.time_since_epoch().count(), rest);
}

}  // namespace portero::osdp
