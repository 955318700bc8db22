// The photos of the directory's contacts (api/station.openapi.yaml: contact_photo).
#include <boost/json.hpp>

#include "base/overloaded.hpp"
#include "io/console/answers.hpp"
#include "io/console/api.hpp"
#include "io/console/problem.hpp"

namespace portero::console {
namespace {

namespace json = boost::json;

http::Response written(const control::PhotoReply& reply) {
  return std::visit(
      base::overloaded{
          [](const control::Done&) -> http::Response { return {.status = 204}; },
          [](const control::Refused& why) { return problem(status_of(why.code), why); },
          [](const control::PhotosKept& kept) {
            json::array contacts;
            for (const std::string& contact : kept.contacts) contacts.emplace_back(contact);
            return with_json(json::serialize(json::object{{"contacts", std::move(contacts)}}));
          },
          [](const control::ContactPhoto& photo) { return with_picture("image/jpeg", photo.jpeg); },
      },
      reply);
}

// Whose photo; empty is nobody's.
std::string contact_in(const http::Request& request) {
  return std::string{request.parameter("contact").value_or("")};
}

}  // namespace

void Api::contact_photos(const http::Request&, const http::Exchange& exchange) {
  exchange.answer(written(station_.of_photos(control::AskPhotos{})));
}

void Api::contact_photo(const http::Request& request, const http::Exchange& exchange) {
  exchange.answer(written(station_.of_photos(control::AskPhoto{contact_in(request)})));
}

void Api::keep_contact_photo(const http::Request& request, const http::Exchange& exchange) {
  exchange.answer(written(station_.of_photos(
      control::KeepPhoto{contact_in(request), {request.body.begin(), request.body.end()}})));
}

void Api::remove_contact_photo(const http::Request& request, const http::Exchange& exchange) {
  exchange.answer(written(station_.of_photos(control::RemovePhoto{contact_in(request)})));
}

}  // namespace portero::console
