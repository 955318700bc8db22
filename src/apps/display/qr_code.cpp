#include "apps/display/qr_code.hpp"

#include <memory>
#include <qrencode.h>

#include <fmt/format.h>

namespace portero::screen {
namespace {

constexpr std::size_t max_text = 200;
constexpr unsigned dark = 1;

}  // namespace

QrCode qr_code(const std::string& text) {
  if (text.empty() || text.size() > max_text) return {};
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> made{
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free};
  if (!made) return {};
  QrCode code{.width = made->width};
  // Squares side by side are one stripe, so that no seam shows between them.
  for (int y = 0; y < made->width; ++y) {
    int x = 0;
    while (x < made->width) {
      int end = x;
      while (end < made->width && (made->data[y * made->width + end] & dark) != 0) ++end;
      if (end > x) code.path += fmt::format("M{} {}h{}v1h-{}z", x, y, end - x, end - x);
      x = end + 1;
    }
  }
  return code;
}

}  // namespace portero::screen
