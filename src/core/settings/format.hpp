#pragma once

#include <string_view>

namespace portero::settings {

// What a text may look like, beyond its length. Empty texts are never asked about.
enum class Format {
  line,               // any characters but control characters
  ascii,              // printable ASCII
  host_and_port,      // an IP address or host name, with or without a port
  digit,              // one digit
  extension,          // a SIP user or address: printable ASCII without blanks
  token,              // printable ASCII without blanks
  region,             // an AWS region, as eu-west-1
  access_key,         // an AWS access key id
  channel_name,       // of Amazon Kinesis Video Streams
  signaling_service,  // AWS, or a host and port, or an https address without a path
  phone_number,       // E.164
  fingerprint,        // SHA-256 in hexadecimal, colons allowed
  certificate,        // PEM
  private_key,        // PEM
  aes_128_key,        // 32 hexadecimal digits
  contact,            // of the directory: a name, '=' and an extension
};

bool accepts(Format format, std::string_view text);

// In words, for errors and documents.
std::string_view words(Format format);

// An ECMA 262 regular expression that every accepted text matches; "" where none says more than the
// words. The code decides: a pattern may let more pass.
std::string_view pattern(Format format);

}  // namespace portero::settings
