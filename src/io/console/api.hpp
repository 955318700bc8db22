#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/control/message.hpp"
#include "core/control/operator_message.hpp"
#include "core/control/photo_message.hpp"
#include "io/console/gate.hpp"
#include "io/console/live.hpp"
#include "io/console/log_live.hpp"
#include "io/http/exchange.hpp"
#include "io/http/message.hpp"

namespace portero::console {

inline constexpr std::string_view session_cookie = "__Host-portero";

// The HTTP API of a station (api/station.openapi.yaml): what porteroctl asks through its socket,
// asked by whoever is signed in.
class Api {
 public:
  // Answered once, at once or later from within the loop.
  using Answer = std::function<void(const control::Reply&)>;
  using Obey = std::function<void(const control::Request&, const Answer&)>;
  using OperatorAnswer = std::function<void(const control::ToOperator&)>;
  using Operate = std::function<void(const control::FromOperator&, const OperatorAnswer&)>;
  using OfPhotos = std::function<control::PhotoReply(const control::OfPhotos&)>;

  // The station, as it is reached.
  struct Reach {
    Obey obey;
    Operate operate;
    OfPhotos of_photos;
  };

  // The gate and the log outlive it, and every answer. Whoever is signed in no more is left within
  // the beat.
  Api(loop::EventLoop& loop, Gate& gate, Reach station, log::Log& log,
      base::Duration beat = Live::Times{}.beat);

  void answer(const http::Request& request, const http::Exchange& exchange);

  // To all who listen.
  void tell(const control::News& news);

  // Whether the path is the API's: all others are pages.
  [[nodiscard]] static bool has(std::string_view path);
  // Each as the API's document has it: "GET /api/v1/status".
  [[nodiscard]] static std::vector<std::string> routes();

 private:
  // looks_on: what a page asks by itself, again and again, keeps no session going.
  enum class Access { anybody, signed_in, looks_on };
  struct Route {
    std::string_view method;
    std::string_view path;
    Access access;
    void (Api::*handler)(const http::Request&, const http::Exchange&);
  };
  static const std::vector<Route>& table();
  [[nodiscard]] bool is_signed_in(const http::Request& request) const;
  [[nodiscard]] bool may_ask(const Route& route, const http::Request& request) const;

  void live(const http::Request&, const http::Exchange& exchange);
  void tell_session(const http::Request& request, const http::Exchange& exchange);
  void claim(const http::Request& request, const http::Exchange& exchange);
  void sign_in(const http::Request& request, const http::Exchange& exchange);
  void sign_out(const http::Request& request, const http::Exchange& exchange);
  void status(const http::Request&, const http::Exchange& exchange);
  void call(const http::Request& request, const http::Exchange& exchange);
  void hang_up(const http::Request&, const http::Exchange& exchange);
  void calls(const http::Request& request, const http::Exchange& exchange);
  void events(const http::Request& request, const http::Exchange& exchange);
  void settings(const http::Request&, const http::Exchange& exchange);
  void change_settings(const http::Request& request, const http::Exchange& exchange);
  void change_password(const http::Request& request, const http::Exchange& exchange);
  void diagnose(const http::Request&, const http::Exchange& exchange);
  void diagnostics(const http::Request&, const http::Exchange& exchange);
  void tell_log(const http::Request&, const http::Exchange& exchange);
  void follow_log(const http::Request& request, const http::Exchange& exchange);
  void pass_on(const control::Request& request, const http::Exchange& exchange);

  // backup_api.cpp
  void make_backup(const http::Request& request, const http::Exchange& exchange);
  void restore(const http::Request& request, const http::Exchange& exchange);

  // certificate_api.cpp
  void certificate(const http::Request&, const http::Exchange& exchange);
  void use_certificate(const http::Request& request, const http::Exchange& exchange);
  void use_own_certificate(const http::Request&, const http::Exchange& exchange);

  // photo_api.cpp
  void contact_photos(const http::Request&, const http::Exchange& exchange);
  void contact_photo(const http::Request& request, const http::Exchange& exchange);
  void keep_contact_photo(const http::Request& request, const http::Exchange& exchange);
  void remove_contact_photo(const http::Request& request, const http::Exchange& exchange);

  // operator_api.cpp
  void listen(const http::Request& request, const http::Exchange& exchange);
  void join(const http::Request& request, const http::Exchange& exchange);
  void leave(const http::Request& request, const http::Exchange& exchange);
  void answer_call(const http::Request& request, const http::Exchange& exchange);
  void pause(const http::Request& request, const http::Exchange& exchange);
  void resume(const http::Request& request, const http::Exchange& exchange);
  void unlock(const http::Request& request, const http::Exchange& exchange);
  void press(const http::Request&, const http::Exchange& exchange);
  void snapshot(const http::Request&, const http::Exchange& exchange);
  void screen(const http::Request&, const http::Exchange& exchange);
  void touch_screen(const http::Request& request, const http::Exchange& exchange);
  void levels(const http::Request&, const http::Exchange& exchange);
  void play_tone(const http::Request&, const http::Exchange& exchange);
  void operate(const control::FromOperator& wish, const http::Exchange& exchange);
  void end_viewers_of_the_signed_out();
  void watch_sessions();
  [[nodiscard]] control::Status status_now() const;

  Gate& gate_;
  Reach station_;
  Live live_;
  log::Log& log_;
  LogLive log_live_;
  std::map<media::ViewerId, std::string> viewers_;  // with the token of each one's session
  base::Duration beat_;
  loop::Timer session_watch_;  // while there are viewers
};

}  // namespace portero::console
