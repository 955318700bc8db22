#pragma once

#include <vector>

#include "core/sdp/payload_format.hpp"
#include "core/sdp/session.hpp"

namespace portero::sdp {

// The payload types of a dialog. A number never changes its meaning while the dialog lasts (RFC
// 3264 section 8.3.2): a format that was named before keeps its number, a new one gets a free one.
class PayloadNumbers {
 public:
  // Takes note of what a description says.
  void learn(const Session& session);

  // The same formats under the numbers of this dialog. Those in 0 to 95 are fixed and stay.
  [[nodiscard]] std::vector<PayloadFormat> number(std::vector<PayloadFormat> formats);

 private:
  void number(PayloadFormat& format);

  std::vector<PayloadFormat> known_;
};

}  // namespace portero::sdp
