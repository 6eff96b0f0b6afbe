// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/access_token.h"

#include <charconv>

#include "core/services/user/jwt.h"
#include "core/services/user/oauth_service.h"

namespace pizza {

namespace {

constexpr std::string_view algorithm = "EdDSA";
constexpr std::string_view type = "at+jwt";

// "customer", "restaurant_admin:7".
std::string role_text(const HeldRole& held) {
  std::string text(role_names[static_cast<std::size_t>(held.role)]);
  return held.restaurant ? text.append(":").append(std::to_string(held.restaurant.value)) : text;
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<HeldRole> role_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto name = std::find(role_names.begin(), role_names.end(), text.substr(0, colon));
  if (name == role_names.end()) return std::nullopt;
  HeldRole held{static_cast<Role>(name - role_names.begin()), {}};
  if ((colon != std::string_view::npos) != of_a_restaurant(held.role)) return std::nullopt;
  if (colon == std::string_view::npos) return held;
  const auto restaurant = number(text.substr(colon + 1));
  if (!restaurant || *restaurant == 0) return std::nullopt;
  held.restaurant = {*restaurant};
  return held;
}

// A number that is kept as text, 0 when the claim is not there.
bool read_id(const Claims& claims, std::string_view name, std::uint64_t& value) {
  if (!claims.has(name)) return true;
  const std::string* text = claims.text(name);
  const auto parsed = text == nullptr ? std::nullopt : number(*text);
  if (parsed) value = *parsed;
  return parsed.has_value();
}

std::optional<Caller> caller_of(const Claims& claims) {
  Caller caller;
  if (!read_id(claims, "sub", caller.user.value) || !read_id(claims, "sid", caller.session.value) ||
      !read_id(claims, "client", caller.client.value))
    return std::nullopt;
  for (const std::string& text : claims.texts("roles")) {
    const auto held = role_of(text);
    if (!held) return std::nullopt;
    caller.roles.push_back(*held);
  }
  if (const std::string* scope = claims.text("scope")) caller.scopes = scope_words(*scope);
  return caller;
}

}  // namespace

Result<std::string> make_access_token(const Caller& caller, const TokenRules& rules, const KeyRing& ring,
                                      const TokenSigner& signer, Instant now) {
  const SigningKey* key = ring.signing(now);
  const Problem no_key = problem(Status::Unavailable, "identity.no_key", "there is no key to sign tokens with");
  if (key == nullptr) return no_key;
  std::vector<std::string> roles;
  for (const HeldRole& held : caller.roles) roles.push_back(role_text(held));
  std::string scope;
  for (const std::string& word : caller.scopes) scope.append(scope.empty() ? "" : " ").append(word);
  Claims claims;
  claims.set("iss", rules.issuer);
  claims.set("aud", rules.audience);
  claims.set("sub", std::to_string(caller.user.value));
  claims.set("iat", now.ms / 1000);
  claims.set("exp", (now + rules.life).ms / 1000);
  claims.set("roles", std::move(roles));
  if (caller.session) claims.set("sid", std::to_string(caller.session.value));
  if (caller.client) claims.set("client", std::to_string(caller.client.value));
  if (!scope.empty()) claims.set("scope", std::move(scope));
  std::string message = jwt_message(algorithm, type, key->kid, claims);
  const auto signature = signer.sign(key->kid, message);
  if (!signature) return no_key;
  return jwt_text(std::move(message), *signature);
}

Result<Caller> read_access_token(std::string_view text, const TokenRules& rules, const KeyRing& ring,
                                 const TokenSigner& signer, Instant now) {
  const std::optional<Jwt> jwt = Jwt::parse(text);
  if (!jwt) return token_invalid("malformed");
  if (jwt->algorithm != algorithm || jwt->type != type) return token_invalid("kind");
  const SigningKey* key = ring.verifying(jwt->kid, now);
  if (key == nullptr) return token_invalid("key");
  if (!signer.verify({key->kid, key->public_key}, jwt->message, jwt->signature)) return token_invalid("signature");
  const std::string_view fault = claims_fault(jwt->claims, {rules.issuer, rules.audience}, now);
  if (!fault.empty()) return token_invalid(fault);
  std::optional<Caller> caller = caller_of(jwt->claims);
  if (!caller) return token_invalid("claims");
  return *std::move(caller);
}

}  // namespace pizza
