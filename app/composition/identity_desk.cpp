// SPDX-License-Identifier: Apache-2.0
#include "app/composition/identity_desk.h"

#include <chrono>

#include "app/composition/identity_desk_work.h"
#include "core/services/user/find_person.h"
#include "core/services/user/secrets.h"

namespace pizza {

namespace {

Problem not_yours() {
  return problem(Status::Forbidden, "identity.forbidden", "your roles do not allow this");
}

// Only somebody who signed in to one of our own programs changes how they sign in.
bool in_person(const Caller& caller, Permission permission) {
  return caller.user && !caller.client && caller.may(permission, Subject::of(caller.user));
}

}  // namespace

Instant IdentityDesk::wall_now() {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

IdentityDesk::IdentityDesk(BusinessHost& world, IdentityPorts ports, IdentityOptions options)
    : world_(world),
      ports_(std::move(ports)),
      options_(std::move(options)),
      pool_(options_.threads, options_.queue_limit) {}

void IdentityDesk::open() {
  Business& business = world_.business();
  KeyRing ring = business.read([](UnitOfWork& work) { return KeyService{}.ring(work); });
  const SigningKey* key = ring.signing(business.now());
  if (key == nullptr || !ports_.signer.has_key(key->kid)) {
    const PublicKey made = ports_.signer.make_key();
    const auto introduced = business.command(IntroduceKey{made.kid, made.bytes});
    if (!introduced.ok()) throw std::runtime_error("no key to sign with: " + introduced.problem().detail);
    ring = business.read([](UnitOfWork& work) { return KeyService{}.ring(work); });
  }
  keep_ring(std::move(ring));
}

void IdentityDesk::keep_ring(KeyRing ring) {
  const std::unique_lock lock(keys_);
  ring_ = std::make_shared<KeyRing>(std::move(ring));
}

Result<std::string> IdentityDesk::access_token(const Caller& caller) const {
  const std::shared_lock lock(keys_);
  return make_access_token(caller, options_.tokens, *ring_, ports_.signer, wall_now());
}

Result<Caller> IdentityDesk::caller_of(std::string_view access_token) const {
  const std::shared_lock lock(keys_);
  return read_access_token(access_token, options_.tokens, *ring_, ports_.signer, wall_now());
}

std::string IdentityDesk::jwks() const {
  const std::shared_lock lock(keys_);
  return ring_->jwks(wall_now());
}

Result<TokenPair> IdentityDesk::tokens_of(const Opened& opened, std::string refresh_token) const {
  const Session& session = opened.session;
  auto access = access_token({session.user, session.client, session.id, opened.roles, scope_words(session.scope), {}});
  if (!access.ok()) return access.problem();
  return TokenPair{std::move(access).value(),
                   std::move(refresh_token),
                   options_.tokens.life,
                   session.user,
                   session.id,
                   session.scope};
}

IdentityDesk::Then<IdentityDesk::Opened> IdentityDesk::give_tokens(std::string refresh_token,
                                                                   Then<TokenPair> then) const {
  return [this, refresh_token = std::move(refresh_token), then = std::move(then)](const Result<Opened>& opened) {
    opened.ok() ? then(tokens_of(*opened, refresh_token)) : then(opened.problem());
  };
}

void IdentityDesk::sign_up(RegisterUser person, std::string password, Then<UserId> then) {
  if (auto fault = CredentialService::password_fault(password)) return then(*fault);
  slowly<UserId>(
      [this, person = std::move(person), password = std::move(password), then] {
        run<UserId>(
            [person, hash = ports_.hasher.hash(password)](Business&, UnitOfWork& work) -> Result<UserId> {
              auto user = handle(work, person);
              if (!user.ok()) return user;
              if (auto set = handle(work, SetPassword{*user, hash, {}}); !set.ok()) return set.problem();
              return user;
            },
            then);
      },
      then);
}

void IdentityDesk::log_in(std::string email, std::string password, std::string device, Then<TokenPair> then) {
  if (password.size() > CredentialService::max_password) password.clear();  // nobody's
  run<LoginLook>(
      [email = std::move(email)](Business&, UnitOfWork& work) { return handle(work, LookAtLogin{email}); },
      [this, password = std::move(password), device = std::move(device), then](const Result<LoginLook>& look) {
        if (!look.ok()) return then(look.problem());
        slowly<TokenPair>(
            [this, look = *look, password, device, then] {
              const bool right = ports_.hasher.verify(password, look.user ? look.hash : ports_.hasher.nobodys_hash());
              const MadeRefreshToken token = first_refresh_token(ports_.random, ports_.signer);
              // A refusal is an answer, so that what it leaves behind is kept; it comes out of the second result.
              run<Refusable<Opened>>(
                  [look, right, token, device](Business&, UnitOfWork& work) -> Result<Refusable<Opened>> {
                    const auto checked = handle(work, FinishLogin{look.user, look.hash, right});
                    if (!checked.ok()) return checked.problem();
                    if (checked->refusal) return Refusable<Opened>{{}, checked->refusal->problem()};
                    return opened<Opened>(work, OpenSession{checked->user, {}, token.token, {}, device});
                  },
                  unwrap<Opened>(give_tokens(token.text, then)));
            },
            then);
      });
}

void IdentityDesk::refresh(std::string refresh_token, std::string client_id, std::string client_secret,
                           Then<TokenPair> then) {
  const auto presented = parse_refresh_token(refresh_token, ports_.signer);
  if (!presented || !presented->ours)
    return then(
        problem(Status::Unauthorized, "identity.refresh_invalid", "this refresh token is not good; sign in again"));
  const MadeRefreshToken next = next_refresh_token(refresh_token, ports_.random, ports_.signer);
  run<Refusable<Opened>>(
      [presented = *presented, next = next.token, client_id = std::move(client_id),
       client_secret = std::move(client_secret)](Business&, UnitOfWork& work) -> Result<Refusable<Opened>> {
        OAuthClientId client;
        if (!client_id.empty()) {
          const auto known = OAuthService{}.authenticate(work, client_id, client_secret);
          if (!known.ok()) return known.problem();
          client = *known;
        }
        return with_roles<Opened>(work, handle(work, RefreshSession{presented, next, client}));
      },
      unwrap<Opened>(give_tokens(next.text, std::move(then))));
}

void IdentityDesk::log_out(const Caller& caller, Then<Done> then) {
  if (!caller.session) return then(Done{});
  run<Done>([session = caller.session](Business&, UnitOfWork& work) { return handle(work, EndSession{session}); },
            std::move(then));
}

void IdentityDesk::change_password(const Caller& caller, std::string old_password, std::string new_password,
                                   Then<Done> then) {
  if (!in_person(caller, Permission::EditProfile)) return then(not_yours());
  if (auto fault = CredentialService::password_fault(new_password)) return then(*fault);
  if (old_password.size() > CredentialService::max_password) old_password.clear();
  run<LoginLook>(
      [user = caller.user](Business&, UnitOfWork& work) -> Result<LoginLook> {
        const User* person = work.find(user);
        return handle(work, LookAtLogin{person == nullptr ? std::string() : person->email});
      },
      [this, caller, old_password = std::move(old_password), new_password = std::move(new_password),
       then](const Result<LoginLook>& look) {
        if (!look.ok()) return then(look.problem());
        slowly<Done>(
            [this, look = *look, caller, old_password, new_password, then] {
              const bool known = look.user == caller.user;
              const bool right =
                  ports_.hasher.verify(old_password, known ? look.hash : ports_.hasher.nobodys_hash()) && known;
              const std::string hash = right ? ports_.hasher.hash(new_password) : std::string();
              run<Refusable<Done>>(
                  [look, right, hash, caller](Business&, UnitOfWork& work) -> Result<Refusable<Done>> {
                    const auto checked = handle(work, FinishLogin{look.user, look.hash, right});
                    if (!checked.ok()) return checked.problem();
                    if (checked->refusal) return Refusable<Done>{{}, checked->refusal->problem()};
                    const Outcome set = handle(work, SetPassword{caller.user, hash, caller.session});
                    if (!set.ok()) return set.problem();
                    return Refusable<Done>{};
                  },
                  unwrap<Done>(then));
            },
            then);
      });
}

void IdentityDesk::rotate_keys(const Caller& caller, Then<Done> then) {
  if (caller.client || !caller.may(Permission::RotateKeys)) return then(not_yours());
  PublicKey made;
  try {
    const std::unique_lock lock(keys_);
    made = ports_.signer.make_key();
  } catch (const std::runtime_error& error) {
    return then(problem(Status::Unavailable, "identity.no_key", error.what()));
  }
  struct Rotated {
    ForgottenKeys forgotten;
    KeyRing ring;
  };
  run<Rotated>(
      [made](Business&, UnitOfWork& work) -> Result<Rotated> {
        const auto forgotten = handle(work, ForgetOldKeys{});
        if (!forgotten.ok()) return forgotten.problem();
        const auto introduced = handle(work, IntroduceKey{made.kid, made.bytes});
        if (!introduced.ok()) return introduced.problem();
        return Rotated{*forgotten, KeyService{}.ring(work)};
      },
      [this, made, then = std::move(then)](const Result<Rotated>& rotated) {
        {
          const std::unique_lock lock(keys_);
          if (!rotated.ok()) ports_.signer.forget_key(made.kid);
          if (rotated.ok())
            for (const std::string& kid : rotated->forgotten.kids) ports_.signer.forget_key(kid);
        }
        if (!rotated.ok()) return then(rotated.problem());
        keep_ring(rotated->ring);
        then(Done{});
      });
}

}  // namespace pizza
