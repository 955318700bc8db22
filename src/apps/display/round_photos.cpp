#include "apps/display/round_photos.hpp"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <algorithm>

#include "core/display/contact_photo.hpp"

namespace portero::screen {
namespace {

// So many pixels are more than the largest display has for one.
constexpr int drawn_side = 128;

QImage round(const QImage& image, int side) {
  QImage out{side, side, QImage::Format_ARGB32_Premultiplied};
  out.fill(Qt::transparent);
  QPainter painter{&out};
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(
      QBrush{image.scaled(side, side, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation)});
  painter.drawEllipse(0, 0, side, side);
  return out;
}

}  // namespace

QImage decoded(const std::vector<std::uint8_t>& jpeg) {
  QByteArray bytes{reinterpret_cast<const char*>(jpeg.data()), static_cast<qsizetype>(jpeg.size())};
  QBuffer buffer{&bytes};
  QImageReader reader{&buffer, "jpeg"};
  const QSize size = reader.size();
  if (size.isEmpty() || std::max(size.width(), size.height()) > display::max_photo_side) return {};
  return reader.read();
}

int RoundPhotos::number_of(const display::Photo& photo) {
  if (!photo) return 0;
  std::erase_if(kept_, [](const Kept& kept) { return kept.photo.expired(); });
  auto its =
      std::ranges::find_if(kept_, [&](const Kept& kept) { return kept.photo.lock() == photo; });
  if (its == kept_.end()) its = kept_.insert(kept_.end(), {photo, ++last_number_, decoded(*photo)});
  return its->image.isNull() ? 0 : its->number;
}

QImage RoundPhotos::requestImage(const QString& id, QSize* size, const QSize& wanted) {
  const auto its = std::ranges::find(kept_, id.toInt(), &Kept::number);
  if (its == kept_.end() || its->image.isNull()) return {};
  const QImage image = round(
      its->image, std::clamp(wanted.width() > 0 ? wanted.width() : drawn_side, 1, drawn_side));
  *size = image.size();
  return image;
}

}  // namespace portero::screen
