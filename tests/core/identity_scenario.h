// SPDX-License-Identifier: Apache-2.0
// Every event of the user service, by commands. `run` executes one command and fails the test when it is refused.
#pragma once

#include "core/business.h"
#include "tests/support/fake_identity.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

struct IdentityScenario {
  static constexpr const char* password = "correct horse battery";
  static constexpr const char* new_password = "staple staple staple";
  static constexpr const char* code = "314159";
  static constexpr const char* verifier = "a-verifier-of-at-least-forty-three-characters-0";
  static constexpr const char* redirect = "https://shop.example/back";
  static constexpr const char* authorization = "an authorisation code of many random bits";
  static constexpr const char* client_id = "client-id-0123456789";
  static constexpr const char* client_secret = "a client secret of many random bits";

  CountedRandom random;
  PlainHasher hasher;
  HmacSigner signer;
  std::vector<std::string> told;  // every secret text that somebody got

  template <class Run>
  void play(HandWorld& world, UserId user, RestaurantId restaurant, Run run) {
    const UserService& users = world.business.users;
    profile(world, users, user, run);
    ways_in(world, users, user, run);
    program(world, users, user, run);
    run([&](UnitOfWork& w) { return users.roles.grant(w, {{}, user, Role::RestaurantAdmin, restaurant}); });
    run([&](UnitOfWork& w) {
      const RoleGrantId grant{w.find_where<&RoleGrant::user>(user).front()};
      return users.roles.withdraw(w, {{}, grant});
    });
    for (int i = 0; i < 2; ++i) run([&](UnitOfWork& w) { return users.keys.introduce(w, signer.make_key()); });
    world.clock.at = world.clock.at + hours(3);
    run([&](UnitOfWork& w) { return users.keys.forget_old(w); });
    run([&](UnitOfWork& w) { return users.credentials.issue_code(w, {user, CodePurpose::ConfirmPhone, "digest"}); });
    world.clock.at = world.clock.at + days(2);
    run([&](UnitOfWork& w) { return users.sessions.sweep(w, 100); });
  }

 private:
  template <class Run>
  void profile(HandWorld& world, const UserService& users, UserId user, Run run) {
    run([&](UnitOfWork& w) { return users.change_contact(w, {user, "Ada L.", "lovelace@example.org", {}}); });
    run([&](UnitOfWork& w) { return users.add_address(w, {user, {"tmp", "Rue 9", HandWorld::home_place}}); });
    run([&](UnitOfWork& w) { return users.remove_address(w, {user, 0}); });
    run([&](UnitOfWork& w) { return users.set_preferences(w, {user, {"fr-MC", true, true, false, false}}); });
    const std::string digest = base64url(signer.keyed_digest(code));
    run([&](UnitOfWork& w) { return users.credentials.issue_code(w, {user, CodePurpose::ConfirmEmail, digest}); });
    run([&](UnitOfWork& w) {
      return users.credentials.answer_code(w, {user, CodePurpose::ConfirmEmail, "wrong", {}});
    });
    run([&](UnitOfWork& w) { return users.credentials.answer_code(w, {user, CodePurpose::ConfirmEmail, digest, {}}); });
    world.clock.at = world.clock.at + minutes(1);
    told.insert(told.end(), {code, password, new_password});
  }

  template <class Run>
  void ways_in(HandWorld&, const UserService& users, UserId user, Run run) {
    const std::string hash = hasher.hash(password);
    run([&](UnitOfWork& w) { return users.credentials.set_password(w, {user, hash, {}}); });
    run([&](UnitOfWork& w) { return users.credentials.finish_login(w, {user, hash, false}); });
    run([&](UnitOfWork& w) { return users.credentials.finish_login(w, {user, hash, true}); });
    const MadeRefreshToken first = first_refresh_token(random, signer);
    const MadeRefreshToken second = next_refresh_token(first.text, random, signer);
    told.insert(told.end(), {first.text, second.text});
    run([&](UnitOfWork& w) { return users.sessions.open(w, {user, {}, first.token, {}, "phone"}); });
    run([&](UnitOfWork& w) { return users.sessions.refresh(w, {first.token, second.token, {}}); });
    run([&](UnitOfWork& w) { return users.credentials.set_password(w, {user, hasher.hash(new_password), {}}); });
    run([&](UnitOfWork& w) {
      return users.credentials.sign_in_external(w, {"https://issuer.example/", "42", "eve@example.org", true, "Eve"});
    });
  }

  template <class Run>
  void program(HandWorld&, const UserService& users, UserId user, Run run) {
    OAuthClientId client;
    run([&](UnitOfWork& w) {
      auto made = users.oauth.register_client(
          w, {user, client_id, secret_digest(client_secret), "Shop", {redirect}, "orders:read", true});
      if (made.ok()) client = *made;
      return made;
    });
    run([&](UnitOfWork& w) {
      return users.oauth.authorize(w, {user, client_id, redirect, "orders:read", base64url(sha256(verifier)), "S256",
                                       secret_digest(authorization)});
    });
    const MadeRefreshToken token = first_refresh_token(random, signer);
    told.insert(told.end(), {token.text, client_secret, authorization, verifier});
    run([&](UnitOfWork& w) {
      return users.oauth.exchange(w, {client_id, client_secret, authorization, redirect, verifier, token.token});
    });
    run([&](UnitOfWork& w) { return users.oauth.disable_client(w, user, client); });
  }
};

}  // namespace pizza::test
