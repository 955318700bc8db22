#include "apps/display/round_photos.hpp"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <algorithm>

#include "core/display/contact_photo.hpp"

namespace portero::screen {
namespace {

QImage round(const QImage& image, int side) {
  if (image.isNull()) return {};
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
  forget_gone();
  if (!photo) return 0;
  auto its =
      std::ranges::find_if(kept_, [&](const Kept& kept) { return kept.photo.lock() == photo; });
  if (its == kept_.end())
    its = kept_.insert(kept_.end(), {photo, ++last_number_, round(decoded(*photo), side_)});
  return its->image.isNull() ? 0 : its->number;
}

// A window has one side for all of them, so this scales once what came before the window.
QImage RoundPhotos::requestImage(const QString& id, QSize* size, const QSize& wanted) {
  forget_gone();
  const auto its = std::ranges::find(kept_, id.toInt(), &Kept::number);
  if (its == kept_.end() || its->image.isNull()) return {};
  side_ = std::clamp(wanted.width() > 0 ? wanted.width() : max_side, 1, max_side);
  if (its->image.width() != side_)
    if (const display::Photo photo = its->photo.lock()) its->image = round(decoded(*photo), side_);
  *size = its->image.size();
  return its->image;
}

void RoundPhotos::forget_gone() {
  std::erase_if(kept_, [](const Kept& kept) { return kept.photo.expired(); });
}

qsizetype RoundPhotos::bytes() const {
  qsizetype sum = 0;
  for (const Kept& kept : kept_) sum += kept.image.sizeInBytes();
  return sum;
}

}  // namespace portero::screen
