#pragma once

#include <QQuickImageProvider>
#include <memory>
#include <vector>

#include "core/display/directory_page.hpp"

namespace portero::screen {

// The photos of contacts as round and as large as they are drawn, for QML as
// "image://contact/NUMBER". Belongs to the engine that it is given to.
class RoundPhotos final : public QQuickImageProvider {
 public:
  // So many pixels are more than the largest display has for one: 64 KiB.
  static constexpr int max_side = 128;

  RoundPhotos() : QQuickImageProvider(QQuickImageProvider::Image) {}

  // Another one for each photo; 0 for none, and for what is no picture.
  [[nodiscard]] int number_of(const display::Photo& photo);
  QImage requestImage(const QString& id, QSize* size, const QSize& wanted) override;
  // What they take; one that nobody has any more is among them until the next is asked for.
  [[nodiscard]] qsizetype bytes() const;

 private:
  struct Kept {
    std::weak_ptr<const std::vector<std::uint8_t>> photo;
    int number = 0;
    QImage image;  // round; null where it cannot be decoded
  };

  void forget_gone();

  std::vector<Kept> kept_;
  int last_number_ = 0;
  int side_ = max_side;  // as it was wanted last
};

// None where it is broken, or has more pixels than a photo may have.
[[nodiscard]] QImage decoded(const std::vector<std::uint8_t>& jpeg);

}  // namespace portero::screen
