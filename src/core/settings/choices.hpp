#pragma once

namespace portero::settings {

// What the settings of type choice read as. Each enumerator's place is that of its row's choice.

enum class SipTransport { tcp, udp, tls };

enum class SipAudio {
  automatic,
  off,
  speex_8000,
  speex_16000,
  speex_32000,
  ilbc_8000,
  gsm_8000,
  pcmu_8000,
  pcma_8000,
  g722_8000,
  opus_48000_2,
};

enum class SipButtonAction { disabled, call_operator, directory };

enum class TlsVerification { system_cas, uploaded_ca, pinned_certificate, off };

enum class Srtp { off, optional, required, dtls };

enum class WebrtcButtonAction { disabled, call_operator, call_mobile_phone };

enum class RelayActive { high, low };

enum class CredentialOutput { wiegand, osdp };

enum class UnlockOutsideCall { never, passkey, plain };

enum class CardFormat {
  h10301,
  h10306,
  corporate_1000_35,
  h10302,
  h10304,
  corporate_1000_48,
  uid_32_mapped,
  uid_56_mapped,
  custom,
};

enum class DisplayLayout { automatic, full_size, mullion };

enum class Language { english, spanish, german, french };

}  // namespace portero::settings
