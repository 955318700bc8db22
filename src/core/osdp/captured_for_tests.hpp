#pragma once

#include <array>
#include <string_view>

// The first messages of a secure channel between a panel and a reader of others, as
// libosdp-conformance 1.38-4 recorded them on 2025-03-23 from the line: the file
// tests/captures/sc-monitor-current.osdpcap of github.com/Z-bit-Systems-LLC/OSDP-Embedded.
namespace portero::osdp::captured {

// By SCBK-D.
inline constexpr std::string_view chlng =
    "53 00 13 00 0d 03 11 00 76 cd cd 92 12 12 d3 ee 6a 8c 8b";
inline constexpr std::string_view ccrypt =
    "53 80 2b 00 0d 03 12 00 76 0a 00 17 03 00 ca fe de 61 62 63 64 65 66 67 68 4b 7e 2f 98 ad 79 "
    "bd 96 81 19 a8 d1 d3 db da ee 8e fd";
inline constexpr std::string_view scrypt =
    "53 00 1b 00 0e 03 13 00 77 a2 30 f5 d3 3b 25 f4 34 34 92 9a b2 08 de 90 a7 41 03";
inline constexpr std::string_view rmac_i =
    "53 80 1b 00 0e 03 14 01 78 d8 f5 43 e2 07 ac 5d 2e 30 be 9f ac 3a a0 4b ea 95 85";
inline constexpr std::string_view keyset =
    "53 00 2e 00 0f 02 17 75 ea 64 e3 51 74 e3 09 d6 6a d2 80 73 54 cd de 65 9e b5 22 6f 32 56 63 "
    "90 91 5e d7 79 87 bf 51 7c 41 25 ec 77 64 96";
inline constexpr std::string_view key = "d4 59 f0 2f 66 02 e5 65 1f 3b 55 3b c2 83 d4 3e";
inline constexpr std::string_view ack = "53 80 0e 00 0f 02 16 40 b1 89 2d fe 52 95";

// By the key that was set: handshake, then CAP, LED, TEXT and LSTAT with their replies, then POLL.
inline constexpr std::array<std::string_view, 14> by_own_key{
    "53 00 13 00 0d 03 11 01 76 63 6e 34 78 f7 08 5c 57 5c e0",
    "53 80 2b 00 0d 03 12 01 76 0a 00 17 03 00 ca fe de 61 62 63 64 65 66 67 68 59 7b 84 67 ad 2b "
    "55 72 96 e1 23 4e 37 9d c3 11 2f 55",
    "53 00 1b 00 0e 03 13 01 77 db d8 cb 35 c8 11 88 cb dc f5 60 52 1e c8 44 69 35 64",
    "53 80 1b 00 0e 03 14 01 78 b1 e1 99 8a 99 22 92 28 c5 b1 1a 3d 39 22 cc 8d 65 f1",
    "53 00 1e 00 0f 02 17 62 4c bd ac e6 60 da 28 f9 08 0d 31 67 04 be 7a e0 3a e5 5c 71 97 fc",
    "53 80 3e 00 0f 02 18 46 d9 8f 68 df 2d 3b 69 a8 d0 e0 d7 ec 43 d9 b3 2e 2a be d1 f5 77 34 c4 "
    "ba a3 17 0b 80 63 90 35 88 c4 b2 bf 14 a7 20 36 1c 56 a2 ff 97 a6 f6 c7 a4 38 56 37 7d aa 32",
    "53 00 1e 00 0d 02 17 69 02 45 f0 90 72 01 28 b1 d0 0b fe 54 c7 a9 ef 58 1e da e7 70 59 d2",
    "53 80 0e 00 0d 02 16 40 d6 6d 22 2c fb 95",
    "53 00 3e 00 0e 02 17 6b 0e 1a d8 d9 f7 f7 b7 3e 7b 59 0c f3 b5 fa 65 1d 6a e3 df 83 c7 14 86 "
    "d8 ae 48 8e 73 09 d8 a2 1b d1 74 4d 9f 87 8a 3f 85 8a cb 7c ab a8 1c 29 de 36 fc 2f 80 fc bd",
    "53 80 0e 00 0e 02 16 40 ca 21 17 1b 03 dd",
    "53 00 1e 00 0f 02 17 64 7c ba 29 1c 20 39 20 b5 4c 9e ed 44 62 36 3c e8 c5 c8 98 8f 1e ef",
    "53 80 1e 00 0f 02 18 48 db 34 e7 e8 1c 61 f1 2f f4 5f cb 76 02 f6 de 2f 1a 52 32 df 33 d4",
    "53 00 1e 00 0d 02 17 67 6b 5d 29 0a 89 9f 39 d3 70 3c f8 54 f2 10 7d 17 6b c0 27 9c 59 41",
    "53 80 1e 00 0d 02 18 4b f2 44 42 0c 17 89 36 17 8c bc 2a 26 e3 6d 2d 0d f7 0b 4c 76 0e 32",
};

}  // namespace portero::osdp::captured
