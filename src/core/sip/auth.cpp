#include "core/sip/auth.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/sip/field_access.hpp"
#include "core/sip/limits.hpp"
#include "core/sip/parameters.hpp"

namespace portero::sip {
namespace {

using Name = std::pair<DigestAlgorithm, std::string_view>;
constexpr std::array<Name, 6> algorithm_names{{
    {DigestAlgorithm::md5, "MD5"},
    {DigestAlgorithm::md5_sess, "MD5-sess"},
    {DigestAlgorithm::sha_256, "SHA-256"},
    {DigestAlgorithm::sha_256_sess, "SHA-256-sess"},
    {DigestAlgorithm::sha_512_256, "SHA-512-256"},
    {DigestAlgorithm::sha_512_256_sess, "SHA-512-256-sess"},
}};

struct AuthScheme {
  std::string name;
  Parameters parameters;
};

// Takes up to the next comma outside of quotes, and that comma.
std::string_view take_item(std::string_view& text) {
  bool quoted = false;
  std::size_t end = 0;
  for (; end < text.size() && (quoted || text[end] != ','); ++end) {
    if (text[end] == '"') quoted = !quoted;
    if (quoted && text[end] == '\\') ++end;
  }
  const std::string_view item = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), end + 1));
  return item;
}

// "Digest realm=..." begins a scheme, "realm = ..." goes on with one.
std::string_view take_scheme(Scanner& scanner, std::string_view item) {
  Scanner ahead{item};
  ahead.skip_whitespace();
  const std::string_view name = ahead.token();
  if (name.empty() || ahead.take_while(whitespace_chars).empty()) return "";
  if (ahead.at_end() || ahead.next_is('=')) return "";
  scanner = ahead;
  return name;
}

Parsed<std::vector<AuthScheme>> parse_schemes(std::string_view value) {
  std::vector<AuthScheme> schemes;
  std::string_view rest = value;
  while (!rest.empty()) {
    const std::size_t at = value.size() - rest.size();
    const std::string_view item = take_item(rest);
    Scanner scanner{item};
    if (const std::string_view name = take_scheme(scanner, item); !name.empty()) {
      if (schemes.size() == max_list_elements)
        return std::unexpected{SyntaxError{"too many elements", at}};
      schemes.push_back({std::string{name}, {}});
    }
    if (schemes.empty()) return std::unexpected{SyntaxError{"expected a scheme, like Digest", at}};
    scanner.skip_whitespace();
    // What other schemes hold need not be parameters at all.
    if (scanner.at_end() || !equals_ignoring_case(schemes.back().name, "Digest")) continue;
    AuthScheme& digest = schemes.back();
    if (digest.parameters.size() == max_parameters)
      return std::unexpected{SyntaxError{"too many parameters", at}};
    auto parameter = scan_parameter(scanner);
    scanner.skip_whitespace();
    if (parameter && !scanner.at_end()) parameter = scanner.error("unexpected character");
    if (!parameter)
      return std::unexpected{SyntaxError{parameter.error().what, parameter.error().at + at}};
    digest.parameters.append(*std::move(parameter));
  }
  return schemes;
}

std::string text(const Parameters& parameters, std::string_view name) {
  return std::string{parameters.value(name).value_or("")};
}

std::optional<std::string> optional_text(const Parameters& parameters, std::string_view name) {
  const auto value = parameters.value(name);
  return value ? std::optional<std::string>{*value} : std::nullopt;
}

std::optional<DigestAlgorithm> algorithm_of(const Parameters& parameters) {
  return digest_algorithm(parameters.value("algorithm").value_or("MD5"));
}

std::vector<std::string> tokens(std::string_view list) {
  std::vector<std::string> result;
  Scanner scanner{list};
  do {
    scanner.skip_whitespace();
    if (const std::string_view token = scanner.token(); !token.empty()) result.emplace_back(token);
  } while (scanner.take_separator(','));
  return result;
}

Parsed<DigestChallenge> challenge_from(const Parameters& parameters) {
  DigestChallenge challenge;
  if (!parameters.has("realm")) return std::unexpected{SyntaxError{"challenge without realm"}};
  if (!parameters.has("nonce")) return std::unexpected{SyntaxError{"challenge without nonce"}};
  challenge.realm = text(parameters, "realm");
  challenge.nonce = text(parameters, "nonce");
  challenge.opaque = optional_text(parameters, "opaque");
  challenge.algorithm = algorithm_of(parameters);
  challenge.qop = tokens(text(parameters, "qop"));
  challenge.stale = equals_ignoring_case(text(parameters, "stale"), "true");
  return challenge;
}

Parsed<DigestCredentials> credentials_from(const Parameters& parameters) {
  DigestCredentials credentials;
  for (const std::string_view name : {"username", "realm", "nonce", "uri", "response"})
    if (!parameters.has(name)) return std::unexpected{SyntaxError{"incomplete credentials"}};
  const auto algorithm = algorithm_of(parameters);
  if (!algorithm) return std::unexpected{SyntaxError{"unknown algorithm"}};
  credentials.username = text(parameters, "username");
  credentials.realm = text(parameters, "realm");
  credentials.nonce = text(parameters, "nonce");
  credentials.uri = text(parameters, "uri");
  credentials.response = text(parameters, "response");
  credentials.opaque = optional_text(parameters, "opaque");
  credentials.algorithm = *algorithm;
  credentials.qop = to_lower(text(parameters, "qop"));
  credentials.cnonce = text(parameters, "cnonce");
  const std::string count = text(parameters, "nc");
  if (credentials.qop.empty()) return credentials;
  if (!is_token(credentials.qop)) return std::unexpected{SyntaxError{"expected a token in qop"}};
  if (count.size() != 8 || !hex_chars.contains_all(count))
    return std::unexpected{SyntaxError{"expected eight hexadecimal digits in nc"}};
  std::from_chars(count.data(), count.data() + count.size(), credentials.nonce_count, 16);
  return credentials;
}

void append_quoted_field(std::string& out, std::string_view name, std::string_view value) {
  if (!out.ends_with(' ')) out += ", ";
  out += name;
  out += '=';
  append_quoted(out, value);
}

}  // namespace

std::string_view to_string(DigestAlgorithm algorithm) {
  return std::ranges::find(algorithm_names, algorithm, &Name::first)->second;
}

std::optional<DigestAlgorithm> digest_algorithm(std::string_view name) {
  const auto* const found = std::ranges::find_if(
      algorithm_names, [name](const Name& n) { return equals_ignoring_case(n.second, name); });
  if (found == algorithm_names.end()) return std::nullopt;
  return found->first;
}

Parsed<std::vector<DigestChallenge>> parse_challenges(std::string_view value) {
  const auto schemes = parse_schemes(value);
  if (!schemes) return std::unexpected{schemes.error()};
  std::vector<DigestChallenge> challenges;
  for (const AuthScheme& scheme : *schemes) {
    if (!equals_ignoring_case(scheme.name, "Digest")) continue;
    auto challenge = challenge_from(scheme.parameters);
    if (!challenge) return std::unexpected{challenge.error()};
    challenges.push_back(*std::move(challenge));
  }
  return challenges;
}

std::string to_string(const DigestChallenge& challenge) {
  std::string out = "Digest ";
  append_quoted_field(out, "realm", challenge.realm);
  append_quoted_field(out, "nonce", challenge.nonce);
  if (challenge.opaque) append_quoted_field(out, "opaque", *challenge.opaque);
  if (challenge.algorithm) out += ", algorithm=" + std::string{to_string(*challenge.algorithm)};
  std::string qop;
  for (const std::string& option : challenge.qop) qop += (qop.empty() ? "" : ",") + option;
  if (!qop.empty()) append_quoted_field(out, "qop", qop);
  if (challenge.stale) out += ", stale=true";
  return out;
}

Field<std::vector<DigestChallenge>> www_challenges(const Headers& headers) {
  return list_field(headers, HeaderId::www_authenticate, parse_challenges);
}

Field<std::vector<DigestChallenge>> proxy_challenges(const Headers& headers) {
  return list_field(headers, HeaderId::proxy_authenticate, parse_challenges);
}

Parsed<DigestCredentials> parse_credentials(std::string_view value) {
  const auto schemes = parse_schemes(value);
  if (!schemes) return std::unexpected{schemes.error()};
  if (schemes->size() != 1 || !equals_ignoring_case(schemes->front().name, "Digest"))
    return std::unexpected{SyntaxError{"expected Digest"}};
  return credentials_from(schemes->front().parameters);
}

std::string to_string(const DigestCredentials& credentials) {
  std::string out = "Digest ";
  append_quoted_field(out, "username", credentials.username);
  append_quoted_field(out, "realm", credentials.realm);
  append_quoted_field(out, "nonce", credentials.nonce);
  append_quoted_field(out, "uri", credentials.uri);
  append_quoted_field(out, "response", credentials.response);
  out += ", algorithm=" + std::string{to_string(credentials.algorithm)};
  if (credentials.opaque) append_quoted_field(out, "opaque", *credentials.opaque);
  if (!credentials.cnonce.empty()) append_quoted_field(out, "cnonce", credentials.cnonce);
  if (!credentials.qop.empty())
    out += ", qop=" + credentials.qop + ", nc=" + eight_hex_digits(credentials.nonce_count);
  return out;
}

std::string eight_hex_digits(std::uint32_t number) {
  std::string digits(8, '0');
  for (std::size_t i = 8; i-- > 0; number >>= 4U) digits[i] = "0123456789abcdef"[number & 0xfU];
  return digits;
}

std::optional<DigestCredentials> credentials_for(const Headers& headers, HeaderId id,
                                                 std::string_view realm) {
  for (const std::string_view value : headers.all(id)) {
    auto credentials = parse_credentials(value);
    if (credentials && credentials->realm == realm) return *std::move(credentials);
  }
  return std::nullopt;
}

}  // namespace portero::sip
