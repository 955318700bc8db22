#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "base/endpoint.hpp"

namespace portero::phone {

// Of the endpoints that we listen on, the index of the one for somebody towards whom our address is
// `own`: that very address, else all addresses, else any other of the same family.
[[nodiscard]] std::optional<std::size_t> listener_for(std::span<const base::Endpoint> listening,
                                                      const base::IpAddress& own);

// How somebody towards whom our address is `own` reaches what listens there.
[[nodiscard]] base::Endpoint as_seen_from(const base::Endpoint& listening,
                                          const base::IpAddress& own);

}  // namespace portero::phone
