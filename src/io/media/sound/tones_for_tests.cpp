#include "io/media/sound/tones_for_tests.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "io/media/sound/inband_tones.hpp"

namespace portero::sound {
namespace {

constexpr std::array low_hz{697.0, 770.0, 852.0, 941.0};
constexpr std::array high_hz{1209.0, 1336.0, 1477.0, 1633.0};

}  // namespace

FarSide::FarSide(int rate_hz, double tone_dbfs, double noise_dbfs, unsigned seed)
    : rate_hz_(rate_hz),
      amplitude_(32768 * std::pow(10, tone_dbfs / 20)),
      noise_(0, 32768 * std::pow(10, noise_dbfs / 20)),
      dice_(seed) {}

template <typename Wave>
FarSide& FarSide::add(double seconds, Wave wave) {
  for (double n = 0; n < seconds * rate_hz_; ++n) {
    sound_.push_back(static_cast<std::int16_t>(std::lrint(wave(n) + noise_(dice_))));
  }
  return *this;
}

FarSide& FarSide::press(char key, double seconds) {
  const std::size_t at = tone_keys.find(key);
  const double low = 2 * std::numbers::pi * low_hz[at / 4] / rate_hz_;
  const double high = 2 * std::numbers::pi * high_hz[at % 4] / rate_hz_;
  return add(seconds,
             [&](double n) { return amplitude_ * (std::sin(low * n) + std::sin(high * n)); });
}

FarSide& FarSide::pause(double seconds) {
  return add(seconds, [](double) { return 0.0; });
}

std::vector<dtmf::InbandTone> tones_heard(int rate_hz, std::span<const std::int16_t> sound) {
  InbandTones tones(rate_hz);
  std::vector<dtmf::InbandTone> found;
  const std::size_t chunk = static_cast<std::size_t>(rate_hz) / 50;
  for (; !sound.empty(); sound = sound.subspan(std::min(chunk, sound.size()))) {
    const auto now = tones.hear(sound.first(std::min(chunk, sound.size())));
    found.insert(found.end(), now.begin(), now.end());
  }
  return found;
}

std::string keys_begun(const std::vector<dtmf::InbandTone>& tones) {
  std::string characters;
  for (const auto& tone : tones) {
    if (!tone.goes_on) characters += tone.key.character();
  }
  return characters;
}

const std::vector<Talker>& talkers() {
  static const std::vector<Talker> all{
      {"en-us",
       "Good morning, this is the delivery for the third floor. I have two parcels and one letter "
       "that somebody must sign. Is anybody at home? The lift does not work, so I would rather "
       "leave everything here. Yes, I can wait for five or six minutes, but not longer. My number "
       "is seven seven three, nine oh one, four two eight. Thank you very much, see you tomorrow."},
      {"en-gb+f3",
       "Hello, it's me again. I forgot my keys on the kitchen table this morning. Could you please "
       "open the door? We were supposed to meet Eleanor at a quarter to eleven, weren't we? She "
       "sings in the choir, you know, and they rehearse every evening until half past nine."},
      {"de",
       "Guten Tag, hier ist die Feuerwehr. Wir kommen wegen der jährlichen Prüfung der Anlage. "
       "Könnten Sie uns bitte die Tür öffnen? Danke schön. Über die Treppe oder lieber mit dem "
       "Aufzug? Mein Kollege bringt gleich noch zwei Werkzeugkisten und die Unterlagen mit."},
      {"fr-fr+f2",
       "Bonjour, je viens pour la réparation de la chaudière. On m'a dit de sonner au numéro "
       "quatre. Est-ce que vous pouvez m'ouvrir, s'il vous plaît ? Il pleut énormément depuis ce "
       "matin et je n'ai pas de parapluie. Merci bien, à tout de suite."},
      {"es",
       "Buenas tardes, traigo el pedido del supermercado. Son seis bolsas y una caja de agua. "
       "¿Puede usted abrirme la puerta, por favor? El ascensor está averiado y tengo que subir "
       "todo por la escalera. Muchas gracias, es usted muy amable."},
      {"it+m3",
       "Buongiorno, sono il nuovo vicino del secondo piano. Volevo soltanto presentarmi e chiedere "
       "a che ora passa il postino. Mia sorella mi ha regalato un pianoforte, spero di non "
       "disturbare nessuno quando suono la sera."},
      {"pl", "Dzień dobry, czy zastałem pana Kowalskiego? Przyszedłem w sprawie ogłoszenia."},
      {"cmn+f4", "你好，我是新来的邻居。请问你可以帮我开门吗？今天天气很好，我们去公园吧。"},
  };
  return all;
}

}  // namespace portero::sound
