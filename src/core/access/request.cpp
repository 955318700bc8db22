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

Way way_of(Click click) {
  switch (click) {
    case Click::data_channel: return Way::data_channel;
    case Click::server_link: return Way::server_link;
    case Click::console: return Way::console;
  }
  return Way::console;
}

}  // namespace portero::access
