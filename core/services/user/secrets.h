// SPDX-License-Identifier: Apache-2.0
// The few functions on secrets that the rules themselves need. All pure; a SHA-256 of a random token is what is
// stored of it. Sources: FIPS 180-4 (SHA-256), RFC 2104 (HMAC), RFC 4648 section 5 (base64url without padding).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pizza {

// 32 bytes.
std::string sha256(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view bytes);

std::string base64url(std::string_view bytes);
// Nothing when a character is foreign, padding is there or bits are left over: one text for one value.
std::optional<std::string> from_base64url(std::string_view text);

// base64url of the SHA-256: 43 characters. Only for secrets of 128 bits or more.
std::string secret_digest(std::string_view secret);

// Takes equally long wherever the two differ. The length is no secret.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace pizza
