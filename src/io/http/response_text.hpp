#pragma once

#include <string>

#include "io/http/message.hpp"

namespace portero::http {

enum class Then { keep_open, close };
enum class Body { whole, left_out };  // left out for HEAD, which is told its length all the same

// As it goes to the client.
[[nodiscard]] std::string to_text(const Response& response, Then then, Body body = Body::whole);

// The head of a response whose body has no known end; what follows are pieces, then the last one.
[[nodiscard]] std::string head_of_stream(const Response& response, Then then);
[[nodiscard]] std::string piece_of_stream(std::string_view bytes);
[[nodiscard]] std::string end_of_stream();

}  // namespace portero::http
