#pragma once

#include "io/store/database.hpp"

namespace portero::store {

// Brings the tables forward to this version's form, step by step and each whole or not at all.
// Never backward: what a newer Portero wrote is refused.
[[nodiscard]] DatabaseResult<> migrate(Database& database);

// How many steps this version knows.
[[nodiscard]] std::int64_t schema_version();

}  // namespace portero::store
