#include "apps/station/screen_pictures.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace portero::station {

void ScreenPictures::ask(Told told, base::TimePoint now) {
  if (last_ && now < last_->at + fresh_for) return told(last_->png);
  waiting_.push_back({change_, std::move(told)});
  if (!taking_) take();
}

void ScreenPictures::changed() {
  ++change_;
  last_.reset();
}

void ScreenPictures::taken(Png png, base::TimePoint now) {
  const auto seen = std::exchange(taking_, std::nullopt);
  if (!seen) return;
  if (*seen == change_) last_ = Taken{png, now};
  const auto later =
      std::ranges::find_if(waiting_, [&](const Waiting& one) { return one.change > *seen; });
  std::vector<Waiting> answered{std::make_move_iterator(waiting_.begin()),
                                std::make_move_iterator(later)};
  waiting_.erase(waiting_.begin(), later);
  if (!waiting_.empty()) take();
  const std::optional<Png> told{std::move(png)};
  for (const Waiting& one : answered) one.told(told);
}

void ScreenPictures::lost() {
  changed();
  taking_.reset();
  for (const Waiting& one : std::exchange(waiting_, {})) one.told(std::nullopt);
}

void ScreenPictures::take() {
  taking_ = change_;
  take_();
}

}  // namespace portero::station
