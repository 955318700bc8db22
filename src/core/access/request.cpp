#include "core/access/request.hpp"

namespace portero::access {

std::string_view name(Way way) {
  switch (way) {
    case Way::dial_key: return "dial_key";
    case Way::data_channel: return "data_channel";
    case Way::server_link: return "server_link";
    case Way::console: return "console";
  }
  return "";
}

}  // namespace portero::access
