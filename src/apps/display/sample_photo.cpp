#include "apps/display/sample_photo.hpp"

#include <QBuffer>
#include <QImage>
#include <QPainter>

namespace portero::screen {
namespace {

constexpr int side = 160;
constexpr int quality = 90;

}  // namespace

display::Photo sample_photo(std::uint32_t cloth, std::uint32_t wall) {
  QImage image{side, side, QImage::Format_RGB32};
  image.fill(QColor::fromRgb(wall));
  {
    QPainter painter{&image};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor::fromRgb(cloth));
    painter.drawEllipse(22, 104, 116, 110);
    painter.setBrush(QColor{214, 168, 136});
    painter.drawEllipse(50, 32, 60, 74);
  }
  QByteArray bytes;
  QBuffer buffer{&bytes};
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "JPEG", quality);
  return std::make_shared<const std::vector<std::uint8_t>>(bytes.begin(), bytes.end());
}

}  // namespace portero::screen
