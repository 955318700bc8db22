#pragma once

#include <string>

namespace portero::screen {

// A QR code as the path of its dark squares, in SVG's words, and how many squares wide it is.
struct QrCode {
  std::string path;
  int width = 0;

  bool operator==(const QrCode&) const = default;
};

// Empty where the text is longer than a display could show.
[[nodiscard]] QrCode qr_code(const std::string& text);

}  // namespace portero::screen
