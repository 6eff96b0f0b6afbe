// SPDX-License-Identifier: Apache-2.0
// Where people and programs prove who they are, in the embedded world. The desk does what is slow or secret (hashing,
// drawing tokens and codes, signing, asking issuers) outside of the business, and hands hashes, digests and verdicts to
// the user service's commands, which only it may say (Permission::Vouch).
//
// Every function may be called from any thread and returns at once; `then` is called exactly once, on the world's
// thread, on one of the desk's own, or at once. Problems beside those of the user service: identity.busy (503: too many
// wait to be hashed) and server.busy (503: the world takes no more).
#pragma once

#include <map>
#include <memory>
#include <shared_mutex>

#include "app/composition/business_host.h"
#include "app/composition/hash_pool.h"
#include "core/ports/password_hasher.h"
#include "core/services/user/access_token.h"
#include "core/services/user/user_commands.h"

namespace pizza {

struct IdentityPorts {
  const PasswordHasher& hasher;
  SecretRandom& random;
  TokenSigner& signer;
  // Codes go out through it; null: nobody gets one.
  NotificationChannel* channel = nullptr;
  std::map<std::string, IdentityProvider*> providers;  // by a name of ours: "google"
};

struct IdentityOptions {
  TokenRules tokens;
  std::size_t threads = 1;
  std::size_t queue_limit = 64;  // at 35 ms a hash, who is let in waits about two seconds at most
};

struct TokenPair {
  std::string access_token;
  std::string refresh_token;  // empty: a program by itself asks again with its secret
  Duration access_life;
  UserId user;
  SessionId session;
  std::string scope;  // empty: whatever the roles allow
};

struct MadeClient {
  OAuthClientId client;
  std::string client_id;
  std::string client_secret;  // told this once; empty of a public program
};

struct ClientWish {
  std::string title;
  std::vector<std::string> redirects;
  std::string scope;
  bool confidential = false;  // gets a secret
  bool client_credentials = false;
};

class IdentityDesk {
 public:
  template <class T>
  using Then = std::function<void(Result<T>)>;

  // What it is given outlives it; the world is stopped before the desk goes.
  IdentityDesk(BusinessHost& world, IdentityPorts ports, IdentityOptions options = {});

  // Before the world starts: makes the first signing key where there is none that the signer holds.
  // Throws std::runtime_error.
  void open();

  void sign_up(RegisterUser person, std::string password, Then<UserId> then);
  void log_in(std::string email, std::string password, std::string device, Then<TokenPair> then);
  // `client_id` empty: one of our own programs.
  void refresh(std::string refresh_token, std::string client_id, std::string client_secret, Then<TokenPair> then);
  void log_out(const Caller& caller, Then<Done> then);
  // With the old password; every other session of the person ends.
  void change_password(const Caller& caller, std::string old_password, std::string new_password, Then<Done> then);

  // A code of six digits to the person's e-mail address or phone. Problems as CredentialService::issue_code.
  void send_code(UserId user, CodePurpose purpose, Then<Done> then);
  void confirm(UserId user, CodePurpose purpose, const std::string& code, Then<Done> then);
  // Done whether there is such a person or not: a stranger learns nothing.
  void forgot_password(std::string email, Then<Done> then);
  void reset_password(std::string email, std::string code, std::string new_password, Then<Done> then);

  // The person that an issuer vouches for. Problems: identity.provider_unknown, and those of IdentityProvider.
  void sign_in_external(const std::string& provider, std::string id_token, std::string nonce, std::string device,
                        Then<TokenPair> then);
  void link_external(const Caller& caller, const std::string& provider, std::string id_token, std::string nonce,
                     Then<Done> then);

  // OAuth 2.0 (core/services/user/oauth_service.h). `wish.user` is whoever has signed in and agreed.
  void register_client(const Caller& caller, ClientWish wish, Then<MadeClient> then);
  void authorize(const Caller& caller, Authorize wish, Then<std::string> then);  // the code
  void exchange_code(ExchangeCode wish, Then<TokenPair> then);
  void client_credentials(GrantClientCredentials wish, Then<TokenPair> then);

  // Who calls, from an access token alone. A session that has ended is let through until its last token expires
  // (TokenRules::life). Problems: identity.token_invalid (401).
  Result<Caller> caller_of(std::string_view access_token) const;
  // A new key, which signs an hour from now; keys that verify nothing any more go. Problems: identity.forbidden.
  void rotate_keys(const Caller& caller, Then<Done> then);
  // One line (RFC 7517).
  std::string jwks() const;

 private:
  struct Opened {
    Session session;
    std::vector<HeldRole> roles;
  };

  // One unit of work on the world's thread: `attempt(Business&, UnitOfWork&)` gives a Result<A>, and `then(Result<A>)`
  // follows once it is durable.
  template <class A, class Attempt, class After>
  void run(Attempt attempt, After then);
  // On one of the desk's threads.
  template <class T, class Job>
  void slowly(Job job, const Then<T>& then);
  // The session's tokens, signed.
  Result<TokenPair> tokens_of(const Opened& opened, std::string refresh_token) const;
  Then<Opened> give_tokens(std::string refresh_token, Then<TokenPair> then) const;
  Result<std::string> access_token(const Caller& caller) const;
  void verify_external(const std::string& provider, std::string id_token, std::string nonce, Then<ExternalPerson> then);
  struct Issued {
    std::string target;
    std::string language;
    Instant at;
  };
  Result<Issued> issue(UnitOfWork& work, UserId user, CodePurpose purpose, const std::string& code) const;
  void tell_code(const Issued& issued, UserId user, CodePurpose purpose, const std::string& code) const;
  std::string code_digest(UserId user, CodePurpose purpose, const std::string& code) const;
  std::string draw_code();
  void keep_ring(KeyRing ring);
  static Instant wall_now();  // for any thread; tokens are checked with a leeway

  BusinessHost& world_;
  IdentityPorts ports_;
  IdentityOptions options_;
  mutable std::shared_mutex keys_;  // of the signer's keys, and of the ring
  std::shared_ptr<const KeyRing> ring_ = std::make_shared<KeyRing>();
  HashPool pool_;  // last: its threads end before anything they use
};

}  // namespace pizza
