#pragma once

namespace portero::store {

// Before anything else of libsodium; as often as one likes, from any thread.
void use_sodium();

}  // namespace portero::store
