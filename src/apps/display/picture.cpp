#include "apps/display/picture.hpp"

#include <QBuffer>
#include <QColor>
#include <QImage>
#include <algorithm>
#include <map>
#include <optional>

namespace portero::screen {
namespace {

constexpr int smallest = 0;  // of what Qt calls the quality of a PNG
constexpr qsizetype max_colours = 256;

int rounded(int part) { return (part + picture_step / 2) / picture_step * picture_step; }

QRgb rounded_colour(QRgb colour) {
  return qRgb(rounded(qRed(colour)), rounded(qGreen(colour)), rounded(qBlue(colour)));
}

// By a table of its colours, as long as they fit into one.
QImage with_few_colours(const QImage& image) {
  QImage out{image.size(), QImage::Format_Indexed8};
  QList<QRgb> table;
  std::map<QRgb, uchar> places;
  std::optional<QRgb> last;
  uchar place = 0;
  for (int y = 0; y < image.height(); ++y) {
    const auto* const from = reinterpret_cast<const QRgb*>(image.constScanLine(y));
    uchar* const to = out.scanLine(y);
    for (int x = 0; x < image.width(); ++x) {
      if (last != from[x]) {
        last = from[x];
        const QRgb colour = rounded_colour(*last);
        const auto [known, is_new] = places.emplace(colour, static_cast<uchar>(table.size()));
        if (is_new && table.size() == max_colours) return image;
        if (is_new) table.append(colour);
        place = known->second;
      }
      to[x] = place;
    }
  }
  out.setColorTable(table);
  return out;
}

}  // namespace

std::vector<std::uint8_t> to_png(const QImage& image) {
  QImage small = image.convertToFormat(QImage::Format_RGB32);
  if (std::max(small.width(), small.height()) > max_picture_side)
    small = small.scaled(max_picture_side, max_picture_side, Qt::KeepAspectRatio,
                         Qt::SmoothTransformation);
  QByteArray bytes;
  QBuffer buffer{&bytes};
  buffer.open(QIODevice::WriteOnly);
  with_few_colours(small).save(&buffer, "PNG", smallest);
  return {bytes.begin(), bytes.end()};
}

}  // namespace portero::screen
