#include "apps/display/window.hpp"

#include <QColor>
#include <QCoreApplication>
#include <QFont>
#include <QGuiApplication>
#include <QImage>
#include <QMouseEvent>
#include <QQuickItem>
#include <QQuickView>
#include <QScreen>
#include <QTouchEvent>
#include <QUrl>
#include <algorithm>
#include <utility>

#include "apps/display/built_in.hpp"
#include "apps/display/picture.hpp"
#include "apps/display/qr_code.hpp"
#include "base/assert.hpp"

namespace portero::screen {
namespace {

constexpr int mullion_side_below = 300;

QString text(const std::string& from) { return QString::fromStdString(from); }
QColor colour(display::Colour from) { return QColor::fromRgb(from); }

double place_in(int pixels, std::int32_t permille) {
  return std::clamp(permille, 0, 1000) / 1000.0 * (pixels - 1);
}

// Where something lies on the screen already, as rain and stickers do, a finger is an update.
bool is_touch(const QEvent& event) {
  if (event.type() == QEvent::TouchUpdate)
    return static_cast<const QTouchEvent&>(event).touchPointStates().testFlag(QEventPoint::Pressed);
  return event.type() == QEvent::MouseButtonPress || event.type() == QEvent::TouchBegin;
}

}  // namespace

settings::DisplayLayout layout_for(Size size) {
  return std::min(size.width, size.height) < mullion_side_below
             ? settings::DisplayLayout::mullion
             : settings::DisplayLayout::full_size;
}

Size usual_size(settings::DisplayLayout layout) {
  return layout == settings::DisplayLayout::mullion ? mullion : full_size;
}

void use_software_renderer() {
  QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
  // Grey edges where the glyphs' own outlines are, whatever fontconfig says of this machine.
  QFont font{"DejaVu Sans"};
  font.setHintingPreference(QFont::PreferNoHinting);
  font.setStyleStrategy(QFont::NoSubpixelAntialias);
  QGuiApplication::setFont(font);
}

class Window::View final : public QQuickView {
 public:
  View(Size size, Handler handler) : size_(size), handler_(std::move(handler)) {
    load_built_in();
    setResizeMode(QQuickView::SizeRootObjectToView);
    if (has_whole_screen()) {
      setGeometry(screen()->geometry());
      setWindowState(Qt::WindowFullScreen);
    } else {
      resize(size.width, size.height);
    }
    ready_ = connect(this, &QQuickWindow::frameSwapped, this, [this] {
      disconnect(ready_);
      handler_.ready();
    });
  }

  void draw(const Scene& scene) {
    use_layout(scene.layout == settings::DisplayLayout::automatic
                   ? layout_for(has_whole_screen() ? Size{width(), height()} : size_)
                   : scene.layout);
    PORTERO_ASSERT(rootObject() != nullptr, "our own QML is without errors");
    QQuickItem& root = *rootObject();
    root.setProperty("color", colour(scene.look.background));
    root.setProperty("icon", QString::fromUtf8(name(scene.look.icon)));
    root.setProperty("iconColour", colour(scene.look.icon_colour));
    root.setProperty("textColour", colour(scene.look.text));
    root.setProperty("bar", scene.look.bar);
    root.setProperty("stationName", text(scene.station_name));
    root.setProperty("title", text(scene.title));
    root.setProperty("hint", text(scene.hint));
    root.setProperty("word", text(scene.word));
    root.setProperty("time", text(scene.time));
    root.setProperty("code", text(scene.code));
    root.setProperty("address", text(scene.address));
    root.setProperty("operators", text(scene.operators));
    root.setProperty("visitor", text(scene.visitor));
    root.setProperty("operatorLevel", scene.levels.operator_percent / 100.0);
    root.setProperty("visitorLevel", scene.levels.visitor_percent / 100.0);
    root.setProperty("phase", scene.phase);
    root.setProperty("inSteps", scene.in_steps);
    if (encoded_ == scene.address) return;
    const QrCode code = qr_code(scene.address);
    root.setProperty("qrPath", text(code.path));
    root.setProperty("qrWidth", code.width);
    encoded_ = scene.address;
  }

  bool cuts_text_off() const {
    return std::ranges::any_of(
        rootObject()->findChildren<QQuickItem*>(),
        [](const QQuickItem* item) { return item->property("truncated").toBool(); });
  }

 protected:
  bool event(QEvent* event) override {
    if (!is_touch(*event)) return QQuickView::event(event);
    handler_.touched();
    event->accept();
    return true;
  }

 private:
  bool has_whole_screen() const { return size_ == Size{}; }

  void use_layout(settings::DisplayLayout layout) {
    if (std::exchange(layout_, layout) == layout) return;
    if (!has_whole_screen()) resize(usual_size(layout).width, usual_size(layout).height);
    encoded_.clear();
    setSource(QUrl{layout == settings::DisplayLayout::mullion ? "qrc:/qml/Mullion.qml"
                                                              : "qrc:/qml/FullSize.qml"});
  }

  Size size_;
  Handler handler_;
  QMetaObject::Connection ready_;
  settings::DisplayLayout layout_ = settings::DisplayLayout::automatic;
  std::string encoded_;
};

Window::Window(Size size, Handler handler)
    : view_(std::make_unique<View>(size, std::move(handler))) {}

Window::~Window() = default;

void Window::show(const Scene& scene) {
  view_->draw(scene);
  if (!view_->isVisible()) view_->setVisible(true);
}

void Window::touch(const display::Touch& touch) {
  const QPointF place{place_in(view_->width(), touch.x_permille),
                      place_in(view_->height(), touch.y_permille)};
  QMouseEvent press{QEvent::MouseButtonPress, place,          place,
                    Qt::LeftButton,           Qt::LeftButton, Qt::NoModifier};
  QMouseEvent release{
      QEvent::MouseButtonRelease, place, place, Qt::LeftButton, Qt::NoButton, Qt::NoModifier};
  QCoreApplication::sendEvent(view_.get(), &press);
  QCoreApplication::sendEvent(view_.get(), &release);
}

std::vector<std::uint8_t> Window::png() { return to_png(view_->grabWindow()); }

bool Window::cuts_text_off() const { return view_->cuts_text_off(); }

}  // namespace portero::screen
