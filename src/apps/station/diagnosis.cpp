#include "apps/station/diagnosis.hpp"

#include <algorithm>
#include <utility>

#include "core/diagnostics/verdict.hpp"

namespace portero::station {

using diagnostics::CheckId;
using diagnostics::Outcome;
using namespace std::chrono_literals;

Diagnosis::Diagnosis(loop::EventLoop& loop, Station& station, const Configuration& configuration,
                     std::vector<base::Endpoint> name_servers, Folder folder)
    : loop_(loop),
      station_(station),
      configuration_(configuration),
      name_servers_(std::move(name_servers)),
      folder_(std::move(folder)),
      limit_(loop),
      next_(loop) {}

control::Reply Diagnosis::obey(const control::ToDiagnostics& request) {
  if (const auto* const ask = std::get_if<control::AskDiagnostics>(&request))
    return told_of(ask->run.value_or(report_.run));
  if (!report_.running) begin();
  return report_;
}

// Whoever waits for the end of a run may ask when somebody else has begun another one.
control::Reply Diagnosis::told_of(std::uint64_t run) const {
  if (run == report_.run) return report_;
  const auto past = std::ranges::find(past_, run, &diagnostics::Report::run);
  if (past != past_.end()) return *past;
  return control::Refused{"no_such_run", "Nothing is known of that run of the checks any more."};
}

void Diagnosis::begin() {
  const std::uint64_t run = report_.run + 1;
  if (run > 1) past_.push_back(std::move(report_));
  if (past_.size() > max_past) past_.pop_front();
  report_ = {.run = run, .running = true};
  steps_.clear();
  sip_.reset();
  plan_sip();
  plan(CheckId::camera, 5s, &Diagnosis::look_at_camera);
  plan(CheckId::microphone, 3s, &Diagnosis::look_at_microphone);
  plan(CheckId::loudspeaker, 1s, &Diagnosis::look_at_loudspeaker);
  plan(CheckId::relay, 1s, &Diagnosis::look_at_relay);
  plan(CheckId::panel, 1s, &Diagnosis::look_at_panel);
  plan(CheckId::clock, 1s, &Diagnosis::look_at_clock);
  plan(CheckId::certificate, 1s, &Diagnosis::look_at_certificate);
  plan(CheckId::disk, 1s, &Diagnosis::look_at_disk);
  step_ = 0;
  next_.start(0s, [this] { next(); });
}

void Diagnosis::plan(CheckId id, std::chrono::seconds limit, void (Diagnosis::*look)()) {
  steps_.push_back({id, limit, [this, look] { (this->*look)(); }});
  report_.checks.push_back({.id = id});
}

void Diagnosis::next() {
  const Step& step = steps_.at(step_);
  report_.checks.at(step_).verdict.outcome = Outcome::running;
  step_over_ = false;
  limit_.start(step.limit, [this, &step] { finish(diagnostics::too_slow(step.id, step.limit)); });
  step.look();
}

// The next check begins in a turn of its own: whoever tells this one's result may be destroyed
// then.
void Diagnosis::finish(diagnostics::Verdict verdict) {
  if (step_over_) return;
  step_over_ = true;
  limit_.cancel();
  report_.checks.at(step_).verdict = std::move(verdict);
  next_.start(0s, [this] {
    if (sip_) sip_->probe.reset();
    if (++step_ < steps_.size()) return next();
    sip_.reset();
    report_.running = false;
  });
}

}  // namespace portero::station
