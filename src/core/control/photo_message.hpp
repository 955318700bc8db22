#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/control/message.hpp"

// What whoever is at the console asks of the photos of the directory's contacts, and is told.
namespace portero::control {

// Which contacts have one.
struct AskPhotos {
  bool operator==(const AskPhotos&) const = default;
};

struct AskPhoto {
  std::string contact;

  bool operator==(const AskPhoto&) const = default;
};

// In place of the one before.
struct KeepPhoto {
  std::string contact;
  std::vector<std::uint8_t> jpeg;

  bool operator==(const KeepPhoto&) const = default;
};

struct RemovePhoto {
  std::string contact;

  bool operator==(const RemovePhoto&) const = default;
};

using OfPhotos = std::variant<AskPhotos, AskPhoto, KeepPhoto, RemovePhoto>;

struct PhotosKept {
  std::vector<std::string> contacts{};

  bool operator==(const PhotosKept&) const = default;
};

struct ContactPhoto {
  std::vector<std::uint8_t> jpeg;

  bool operator==(const ContactPhoto&) const = default;
};

using PhotoReply = std::variant<Done, Refused, PhotosKept, ContactPhoto>;

}  // namespace portero::control
