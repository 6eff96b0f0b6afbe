// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/jwt.h"

#include <algorithm>

#include "core/services/user/secrets.h"

namespace pizza {

std::optional<Jwt> Jwt::parse(std::string_view text) {
  if (text.size() > max_size) return std::nullopt;
  const std::size_t first = text.find('.');
  const std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  const auto header_json = from_base64url(text.substr(0, first));
  const auto claims_json = from_base64url(text.substr(first + 1, second - first - 1));
  auto signature = from_base64url(text.substr(second + 1));
  if (!header_json || !claims_json || !signature) return std::nullopt;
  const auto header = Claims::parse(*header_json);
  auto claims = Claims::parse(*claims_json);
  if (!header || !claims) return std::nullopt;
  for (const std::string_view refused : {"crit", "jku", "jwk", "x5u", "x5c"})
    if (header->has(refused)) return std::nullopt;
  const std::string* algorithm = header->text("alg");
  if (algorithm == nullptr) return std::nullopt;
  for (const std::string_view name : {"typ", "kid"})
    if (header->has(name) && header->text(name) == nullptr) return std::nullopt;
  Jwt jwt;
  jwt.algorithm = *algorithm;
  if (const std::string* type = header->text("typ")) jwt.type = *type;
  if (const std::string* kid = header->text("kid")) jwt.kid = *kid;
  jwt.claims = std::move(*claims);
  jwt.signature = std::move(*signature);
  jwt.message = text.substr(0, second);
  return jwt;
}

std::string jwt_message(std::string_view algorithm, std::string_view type, std::string_view kid, const Claims& claims) {
  Claims header;
  header.set("alg", std::string(algorithm));
  header.set("typ", std::string(type));
  header.set("kid", std::string(kid));
  return base64url(header.json()) + "." + base64url(claims.json());
}

std::string jwt_text(std::string message, std::string_view signature) {
  return std::move(message.append(".").append(base64url(signature)));
}

std::string_view claims_fault(const Claims& claims, const ClaimRules& rules, Instant now) {
  const std::string* issuer = claims.text("iss");
  if (issuer == nullptr || *issuer != rules.issuer) return "issuer";
  const std::vector<std::string> audiences = claims.texts("aud");
  if (std::find(audiences.begin(), audiences.end(), rules.audience) == audiences.end()) return "audience";
  const std::int64_t* expires = claims.number("exp");
  if (expires == nullptr) return "claims";
  // Seconds since 1970. Compared in seconds, so that no number in a token can overflow.
  const std::int64_t second = now.ms / 1000;
  const std::int64_t leeway = rules.leeway.ms / 1000;
  if (*expires <= second - leeway) return "expired";
  for (const std::string_view name : {"nbf", "iat"}) {
    if (!claims.has(name)) continue;
    const std::int64_t* from = claims.number(name);
    if (from == nullptr) return "claims";
    if (*from > second + leeway) return "not_yet";
  }
  return {};
}

Problem token_invalid(std::string_view why) {
  return problem(Status::Unauthorized, "identity.token_invalid", "the token is not accepted: " + std::string(why));
}

}  // namespace pizza
