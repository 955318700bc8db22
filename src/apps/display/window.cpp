#include "apps/display/window.hpp"

#include <QColor>
#include <QCoreApplication>
#include <QFont>
#include <QGuiApplication>
#include <QImage>
#include <QMouseEvent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickView>
#include <QScreen>
#include <QTouchEvent>
#include <QUrl>
#include <algorithm>
#include <utility>
#include <vector>

#include "apps/display/built_in.hpp"
#include "apps/display/picture.hpp"
#include "apps/display/qr_code.hpp"
#include "apps/display/round_photos.hpp"
#include "base/assert.hpp"

namespace portero::screen {
namespace {

constexpr int mullion_side_below = 300;

QString text(const std::string& from) { return QString::fromStdString(from); }
QColor colour(display::Colour from) { return QColor::fromRgb(from); }

QRectF rectangle(const display::Area& area) { return {area.x, area.y, area.width, area.height}; }

// A hundredth of the shorter side, in pixels.
double unit_of(Size size) { return std::max(1, std::min(size.width, size.height)) / 100.0; }

double place_in(int pixels, std::int32_t permille) {
  return std::clamp(permille, 0, 1000) / 1000.0 * (pixels - 1);
}

// Of one finger, or of a mouse in its place.
struct Change {
  QEventPoint::State state;
  QPointF at;
  int finger = 0;
};

std::vector<Change> changes_in(const QTouchEvent& event) {
  std::vector<Change> changes;
  for (const QEventPoint& point : event.points())
    changes.push_back({point.state(), point.scenePosition(), point.id()});
  return changes;
}

// One that is made, as the console's clicks are, names no state.
std::vector<Change> changes_in(const QMouseEvent& event) {
  using enum QEventPoint::State;
  if (event.type() == QEvent::MouseButtonPress) return {{Pressed, event.scenePosition()}};
  if (event.type() == QEvent::MouseMove) return {{Updated, event.scenePosition()}};
  if (event.type() == QEvent::MouseButtonRelease) return {{Released, event.scenePosition()}};
  return {};
}

std::vector<Change> changes_in(const QEvent& event) {
  if (const auto* const touch = dynamic_cast<const QTouchEvent*>(&event)) return changes_in(*touch);
  if (const auto* const mouse = dynamic_cast<const QMouseEvent*>(&event)) return changes_in(*mouse);
  return {};
}

// Or something in it is. What a Repeater makes is found as an item alone, being nobody's object.
bool is_cut_off(const QQuickItem& item) {
  return item.isVisible() && (item.property("truncated").toBool() ||
                              std::ranges::any_of(item.childItems(), [](const QQuickItem* child) {
                                return is_cut_off(*child);
                              }));
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

display::Canvas canvas_of(settings::DisplayLayout layout, Size size, bool marked) {
  const double unit = unit_of(size);
  return {layout, size.width / unit, size.height / unit, marked};
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
    engine()->addImageProvider("contact", photos_);
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

  display::Canvas canvas(settings::DisplayLayout wanted, bool marked) const {
    const auto layout = resolved(wanted);
    const Size size =
        has_whole_screen() || layout == layout_ ? Size{width(), height()} : usual_size(layout);
    return canvas_of(layout, size, marked);
  }

  void draw(const Scene& scene) {
    use(resolved(scene.layout), scene.page.has_value());
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
    root.setProperty("fingerprint", text(scene.fingerprint));
    root.setProperty("operators", text(scene.operators));
    root.setProperty("visitor", text(scene.visitor));
    root.setProperty("operatorLevel", scene.levels.operator_percent / 100.0);
    root.setProperty("visitorLevel", scene.levels.visitor_percent / 100.0);
    root.setProperty("camera", text(scene.camera));
    root.setProperty("phase", scene.phase);
    root.setProperty("inSteps", scene.in_steps);
    if (scene.page) draw(*scene.page, scene.sought);
    if (encoded_ == scene.address) return;
    const QrCode code = qr_code(scene.address);
    root.setProperty("qrPath", text(code.path));
    root.setProperty("qrWidth", code.width);
    encoded_ = scene.address;
  }

  bool cuts_text_off() const { return is_cut_off(*rootObject()); }

 protected:
  bool event(QEvent* event) override {
    const std::vector<Change> changes = changes_in(*event);
    if (changes.empty()) return QQuickView::event(event);
    for (const Change& change : changes) tell(change);
    event->accept();
    return true;
  }

 private:
  bool has_whole_screen() const { return size_ == Size{}; }

  settings::DisplayLayout resolved(settings::DisplayLayout wanted) const {
    return wanted == settings::DisplayLayout::automatic
               ? layout_for(has_whole_screen() ? Size{width(), height()} : size_)
               : wanted;
  }

  void tell(const Change& change) {
    const double unit = unit_of({width(), height()});
    const display::Place at{change.at.x() / unit, change.at.y() / unit};
    if (change.state == QEventPoint::State::Pressed) {
      finger_ = change.finger;
      return handler_.pressed(at);
    }
    // Whatever else lies on the screen, as rain and stickers do, moves a little, too.
    if (change.finger != finger_) return;
    if (change.state == QEventPoint::State::Updated) handler_.moved(at);
    if (change.state == QEventPoint::State::Released) handler_.released();
  }

  void use(settings::DisplayLayout layout, bool lists_names) {
    const QString picture = lists_names                                  ? "Directory"
                            : layout == settings::DisplayLayout::mullion ? "Mullion"
                                                                         : "FullSize";
    if (std::exchange(layout_, layout) != layout && !has_whole_screen())
      resize(usual_size(layout).width, usual_size(layout).height);
    if (std::exchange(picture_, picture) == picture) return;
    encoded_.clear();
    setSource(QUrl{QString{"qrc:/qml/%1.qml"}.arg(picture)});
  }

  void draw(const display::DirectoryPage& page, const std::string& sought) {
    QQuickItem& root = *rootObject();
    QVariantList tiles;
    for (const display::Tile& tile : page.tiles)
      tiles.append(QVariantMap{{"part", QString::fromUtf8(name(tile.part))},
                               {"area", rectangle(tile.area)},
                               {"text", text(tile.text)},
                               {"letters", text(tile.letters)},
                               {"photo", photos_->number_of(tile.photo)},
                               {"pressed", tile.pressed}});
    root.setProperty("plateColour", colour(display::plate));
    root.setProperty("titleArea", rectangle(page.title));
    root.setProperty("listArea", rectangle(page.list));
    root.setProperty("sought", text(sought));
    root.setProperty("typed", !page.typed.empty());
    root.setProperty("tiles", tiles);
  }

  Size size_;
  Handler handler_;
  QMetaObject::Connection ready_;
  settings::DisplayLayout layout_ = settings::DisplayLayout::automatic;
  int finger_ = 0;  // the one that came last
  QString picture_;
  std::string encoded_;
  RoundPhotos* const photos_ = new RoundPhotos;  // the engine's
};

Window::Window(Size size, Handler handler)
    : view_(std::make_unique<View>(size, std::move(handler))) {}

Window::~Window() = default;

display::Canvas Window::canvas(settings::DisplayLayout layout, bool marked) const {
  return view_->canvas(layout, marked);
}

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
