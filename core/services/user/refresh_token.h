// SPDX-License-Identifier: Apache-2.0
// A refresh token's text: base64url of
//   name of the family (16 bytes) | counter (4, big endian) | secret (24) | keyed digest of all that (16)
// The keyed digest tells our own old tokens from inventions, without a list of old ones: only a token that we once
// gave out can end a family.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/model/describe.h"
#include "core/ports/secret_random.h"
#include "core/ports/token_signer.h"

namespace pizza {

// What the rules see of a token; nothing of it is secret.
struct RefreshToken {
  std::string family;  // digest of the family's name
  std::string digest;  // of the whole text
  std::uint32_t counter = 0;
  bool ours = false;  // the keyed digest fits

  static constexpr auto description() {
    return record("refresh_token", field<&RefreshToken::family>("family", Index::None, Secrecy::Secret),
                  field<&RefreshToken::digest>("digest", Index::None, Secrecy::Secret),
                  field<&RefreshToken::counter>("counter"), field<&RefreshToken::ours>("ours"));
  }
};

struct MadeRefreshToken {
  std::string text;  // for the person's device alone
  RefreshToken token;
};

MadeRefreshToken first_refresh_token(SecretRandom& random, const TokenSigner& signer);
// The one after `text`, which is a token of ours.
MadeRefreshToken next_refresh_token(std::string_view text, SecretRandom& random, const TokenSigner& signer);
// Nothing for what does not even look like a token.
std::optional<RefreshToken> parse_refresh_token(std::string_view text, const TokenSigner& signer);

}  // namespace pizza
