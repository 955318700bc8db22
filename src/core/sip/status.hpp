#pragma once

#include <string_view>

namespace portero::sip {

// The default words of RFC 3261 section 21 and the RFCs after it; those of the class (x00) for a
// code that is unknown. The code is from 100 to 699.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace portero::sip
