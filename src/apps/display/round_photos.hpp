#pragma once

#include <QQuickImageProvider>
#include <memory>
#include <vector>

#include "core/display/directory_page.hpp"

namespace portero::screen {

// The photos of contacts, decoded once each and as round as they are drawn, for QML as
// "image://contact/NUMBER". Belongs to the engine that it is given to.
class RoundPhotos final : public QQuickImageProvider {
 public:
  RoundPhotos() : QQuickImageProvider(QQuickImageProvider::Image) {}

  // Another one for each photo; 0 for none, and for what is no picture.
  [[nodiscard]] int number_of(const display::Photo& photo);
  QImage requestImage(const QString& id, QSize* size, const QSize& wanted) override;

 private:
  struct Kept {
    std::weak_ptr<const std::vector<std::uint8_t>> photo;
    int number = 0;
    QImage image;  // null where it cannot be decoded
  };

  std::vector<Kept> kept_;
  int last_number_ = 0;
};

// None where it is broken, or has more pixels than a photo may have.
[[nodiscard]] QImage decoded(const std::vector<std::uint8_t>& jpeg);

}  // namespace portero::screen
