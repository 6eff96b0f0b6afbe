// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/refresh_token.h"

#include "core/services/user/secrets.h"

namespace pizza {

namespace {

constexpr std::size_t family_size = 16;
constexpr std::size_t counter_size = 4;
constexpr std::size_t secret_size = 24;
constexpr std::size_t body_size = family_size + counter_size + secret_size;
constexpr std::size_t mark_size = 16;

std::string mark_of(std::string_view body, const TokenSigner& signer) {
  return signer.keyed_digest(std::string("refresh ").append(body)).substr(0, mark_size);
}

MadeRefreshToken make(std::string family, std::uint32_t counter, SecretRandom& random, const TokenSigner& signer) {
  std::string body = family;
  for (int shift = 24; shift >= 0; shift -= 8) body.push_back(static_cast<char>(counter >> shift));
  body += random.bytes(secret_size);
  std::string text = base64url(body + mark_of(body, signer));
  RefreshToken token{secret_digest(family), secret_digest(text), counter, true};
  return {std::move(text), std::move(token)};
}

std::uint32_t counter_in(std::string_view body) {
  std::uint32_t counter = 0;
  for (const char c : body.substr(family_size, counter_size)) counter = counter << 8 | static_cast<unsigned char>(c);
  return counter;
}

}  // namespace

MadeRefreshToken first_refresh_token(SecretRandom& random, const TokenSigner& signer) {
  return make(random.bytes(family_size), 0, random, signer);
}

MadeRefreshToken next_refresh_token(std::string_view text, SecretRandom& random, const TokenSigner& signer) {
  const std::string bytes = from_base64url(text).value_or(std::string(body_size, '\0'));
  return make(bytes.substr(0, family_size), counter_in(bytes) + 1, random, signer);
}

std::optional<RefreshToken> parse_refresh_token(std::string_view text, const TokenSigner& signer) {
  if (text.size() != (body_size + mark_size) * 4 / 3) return std::nullopt;
  const auto bytes = from_base64url(text);
  if (!bytes) return std::nullopt;
  const std::string_view body = std::string_view(*bytes).substr(0, body_size);
  const bool ours = same_secret(mark_of(body, signer), std::string_view(*bytes).substr(body_size));
  return RefreshToken{secret_digest(body.substr(0, family_size)), secret_digest(text), counter_in(body), ours};
}

}  // namespace pizza
