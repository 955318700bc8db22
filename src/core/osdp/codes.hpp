#pragma once

#include <cstdint>

// The codes of SIA OSDP v2.2 that this station speaks.
namespace portero::osdp {

enum class Command : std::uint8_t {
  poll = 0x60,
  id = 0x61,
  cap = 0x62,
  lstat = 0x64,
  istat = 0x65,
  ostat = 0x66,
  rstat = 0x67,
  out = 0x68,
  led = 0x69,
  buz = 0x6a,
  text = 0x6b,
  comset = 0x6e,
  keyset = 0x75,
  chlng = 0x76,
  scrypt = 0x77,
  acurxsize = 0x7b,
  abort = 0xa2,
  keepactive = 0xa7,
};

enum class Reply : std::uint8_t {
  ack = 0x40,
  nak = 0x41,
  pdid = 0x45,
  pdcap = 0x46,
  lstatr = 0x48,
  istatr = 0x49,
  ostatr = 0x4a,
  rstatr = 0x4b,
  raw = 0x50,
  com = 0x54,
  ccrypt = 0x76,
  rmac_i = 0x78,
};

enum class Nak : std::uint8_t {
  wrong_length = 0x02,
  unknown_command = 0x03,
  wrong_sequence = 0x04,
  security_block_unsupported = 0x05,
  security_wanted = 0x06,
  cannot_process = 0x09,
};

// The types of security blocks. The panel's are odd.
enum class Scs : std::uint8_t {
  challenge = 0x11,
  client_cryptogram = 0x12,
  server_cryptogram = 0x13,
  initial_mac = 0x14,
  command_with_mac = 0x15,
  reply_with_mac = 0x16,
  encrypted_command = 0x17,
  encrypted_reply = 0x18,
};

}  // namespace portero::osdp
