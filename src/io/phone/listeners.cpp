#include "io/phone/listeners.hpp"

namespace portero::phone {

std::optional<std::size_t> listener_for(std::span<const base::Endpoint> listening,
                                        const base::IpAddress& own) {
  std::optional<std::size_t> any;
  std::optional<std::size_t> other;
  for (std::size_t i = 0; i < listening.size(); ++i) {
    const base::IpAddress& address = listening[i].address;
    if (address == own) return i;
    if (address.is_v4() != own.is_v4()) continue;
    std::optional<std::size_t>& kind = address.is_any() ? any : other;
    if (!kind) kind = i;
  }
  return any ? any : other;
}

base::Endpoint as_seen_from(const base::Endpoint& listening, const base::IpAddress& own) {
  return {listening.address.is_any() ? own : listening.address, listening.port};
}

}  // namespace portero::phone
