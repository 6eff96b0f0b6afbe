// SPDX-License-Identifier: Apache-2.0
// Codes that prove an address, people whom others vouch for, and programs of others.
#include <array>

#include "app/composition/identity_desk_work.h"
#include "core/services/user/find_person.h"
#include "core/services/user/secrets.h"
#include "core/services/words/language.h"

namespace pizza {

namespace {

constexpr std::size_t code_digits = 6;

struct CodeWords {
  std::string_view subject;
  std::string_view before;  // the code
  std::string_view after;
};
// By Language.
constexpr std::array<CodeWords, language_count> code_words{{
    {"Your code", "Your code is ", ". It is good for ten minutes. We never ask you for it."},
    {"Ihr Code", "Ihr Code ist ", ". Er gilt zehn Minuten. Wir fragen Sie nie danach."},
    {"Votre code", "Votre code est ", ". Il est valable dix minutes. Nous ne vous le demandons jamais."},
    {"Il tuo codice", "Il tuo codice è ", ". Vale dieci minuti. Non te lo chiediamo mai."},
    {"Su código", "Su código es ", ". Vale diez minutos. Nunca se lo pedimos."},
}};

Problem not_yours() {
  return problem(Status::Forbidden, "identity.forbidden", "your roles do not allow this");
}

}  // namespace

// Each digit from a byte below 250: no digit is likelier than another.
std::string IdentityDesk::draw_code() {
  std::string code;
  while (code.size() < code_digits)
    for (const char c : ports_.random.bytes(16)) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 250 && code.size() < code_digits) code.push_back(static_cast<char>('0' + byte % 10));
    }
  return code;
}

// Bound to the person and the purpose: a code for one is none for another.
std::string IdentityDesk::code_digest(UserId user, CodePurpose purpose, const std::string& code) const {
  return base64url(ports_.signer.keyed_digest("code/" + std::to_string(user.value) + '/' +
                                              std::string(code_purpose_names[static_cast<std::size_t>(purpose)]) + '/' +
                                              code));
}

Result<IdentityDesk::Issued> IdentityDesk::issue(UnitOfWork& work, UserId user, CodePurpose purpose,
                                                 const std::string& code) const {
  const auto target = handle(work, IssueCode{user, purpose, code_digest(user, purpose, code)});
  if (!target.ok()) return target.problem();
  const Profile* profile = work.find_at<Profile>(user.value);
  return Issued{target->target, profile == nullptr ? std::string() : profile->preferences.language, work.now()};
}

void IdentityDesk::tell_code(const Issued& issued, UserId user, CodePurpose purpose, const std::string& code) const {
  if (ports_.channel == nullptr) return;
  const CodeWords& words = code_words[static_cast<std::size_t>(language_of(issued.language))];
  ChannelMessage message;
  message.channel = purpose == CodePurpose::ConfirmPhone ? Channel::Sms : Channel::Email;
  message.idempotency_key = "code/" + std::to_string(user.value) + '/' + std::to_string(static_cast<int>(purpose)) +
                            '/' + std::to_string(issued.at.ms);
  message.address = issued.target;
  message.language = issued.language;
  if (message.channel == Channel::Email) message.title = words.subject;
  message.body.append(words.before).append(code).append(words.after);
  message.user = user;
  message.at = issued.at;
  ports_.channel->send(message);
}

void IdentityDesk::send_code(UserId user, CodePurpose purpose, Then<Done> then) {
  const std::string code = draw_code();
  run<Issued>([this, user, purpose, code](Business&, UnitOfWork& work) { return issue(work, user, purpose, code); },
              [this, user, purpose, code, then = std::move(then)](const Result<Issued>& issued) {
                if (!issued.ok()) return then(issued.problem());
                tell_code(*issued, user, purpose, code);
                then(Done{});
              });
}

void IdentityDesk::confirm(UserId user, CodePurpose purpose, const std::string& code, Then<Done> then) {
  if (purpose == CodePurpose::ResetPassword)
    return then(
        problem(Status::BadRequest, "identity.purpose_invalid", "a password is reset with its code", "purpose"));
  run<Refusable<Done>>(
      [user, purpose, digest = code_digest(user, purpose, code)](Business&,
                                                                 UnitOfWork& work) -> Result<Refusable<Done>> {
        const auto checked = handle(work, AnswerCode{user, purpose, digest, {}});
        if (!checked.ok()) return checked.problem();
        if (checked->refusal) return Refusable<Done>{{}, checked->refusal->problem()};
        return Refusable<Done>{};
      },
      unwrap<Done>(std::move(then)));
}

void IdentityDesk::forgot_password(std::string email, Then<Done> then) {
  struct Sent {
    UserId user;
    Issued issued;
  };
  const std::string code = draw_code();
  run<Sent>(
      [this, email = std::move(email), code](Business&, UnitOfWork& work) -> Result<Sent> {
        const UserId user = person_by_email(work, email);
        if (!user) return problem(Status::NotFound, "user.unknown", "there is no such user", "email");
        auto issued = issue(work, user, CodePurpose::ResetPassword, code);
        if (!issued.ok()) return issued.problem();
        return Sent{user, *issued};
      },
      [this, code, then = std::move(then)](const Result<Sent>& sent) {
        if (sent.ok()) tell_code(sent->issued, sent->user, CodePurpose::ResetPassword, code);
        if (!sent.ok() && sent.problem().status == Status::Unavailable) return then(sent.problem());
        then(Done{});
      });
}

void IdentityDesk::reset_password(std::string email, std::string code, std::string new_password, Then<Done> then) {
  if (auto fault = CredentialService::password_fault(new_password)) return then(*fault);
  slowly<Done>(
      [this, email = std::move(email), code = std::move(code), new_password = std::move(new_password), then] {
        run<Refusable<Done>>(
            [this, email, code, hash = ports_.hasher.hash(new_password)](Business&,
                                                                         UnitOfWork& work) -> Result<Refusable<Done>> {
              const UserId user = person_by_email(work, email);
              const auto purpose = CodePurpose::ResetPassword;
              const auto checked = handle(work, AnswerCode{user, purpose, code_digest(user, purpose, code), hash});
              if (!checked.ok()) return checked.problem();
              if (checked->refusal) return Refusable<Done>{{}, checked->refusal->problem()};
              return Refusable<Done>{};
            },
            unwrap<Done>(then));
      },
      then);
}

void IdentityDesk::verify_external(const std::string& provider, std::string id_token, std::string nonce,
                                   Then<ExternalPerson> then) {
  const auto found = ports_.providers.find(provider);
  if (found == ports_.providers.end())
    return then(problem(Status::NotFound, "identity.provider_unknown", "there is no such issuer", "provider"));
  slowly<ExternalPerson>([issuer = found->second, id_token = std::move(id_token), nonce = std::move(nonce), this,
                          then] { then(issuer->verify(id_token, nonce, wall_now())); },
                         then);
}

void IdentityDesk::sign_in_external(const std::string& provider, std::string id_token, std::string nonce,
                                    std::string device, Then<TokenPair> then) {
  verify_external(provider, std::move(id_token), std::move(nonce),
                  [this, device = std::move(device), then](const Result<ExternalPerson>& person) {
                    if (!person.ok()) return then(person.problem());
                    const MadeRefreshToken token = first_refresh_token(ports_.random, ports_.signer);
                    run<Refusable<Opened>>(
                        [person = *person, token, device](Business&, UnitOfWork& work) -> Result<Refusable<Opened>> {
                          const auto user = handle(work, SignInExternal{person});
                          if (!user.ok()) return user.problem();
                          return opened<Opened>(work, OpenSession{*user, {}, token.token, {}, device});
                        },
                        unwrap<Opened>(give_tokens(token.text, then)));
                  });
}

void IdentityDesk::link_external(const Caller& caller, const std::string& provider, std::string id_token,
                                 std::string nonce, Then<Done> then) {
  if (!caller.user || caller.client) return then(not_yours());
  verify_external(provider, std::move(id_token), std::move(nonce),
                  [this, user = caller.user, then](const Result<ExternalPerson>& person) {
                    if (!person.ok()) return then(person.problem());
                    run<Done>(
                        [user, person = *person](Business&, UnitOfWork& work) {
                          return handle(work, LinkExternal{user, person});
                        },
                        then);
                  });
}

void IdentityDesk::register_client(const Caller& caller, ClientWish wish, Then<MadeClient> then) {
  if (caller.client || !caller.may(Permission::ManageClients, Subject::of(caller.user))) return then(not_yours());
  MadeClient made;
  made.client_id = base64url(ports_.random.bytes(18));
  if (wish.confidential) made.client_secret = base64url(ports_.random.bytes(32));
  RegisterClient command;
  command.owner = caller.user;
  command.client_id = made.client_id;
  if (wish.confidential) command.secret_digest = secret_digest(made.client_secret);
  command.title = std::move(wish.title);
  command.redirects = std::move(wish.redirects);
  command.scope = std::move(wish.scope);
  command.client_credentials = wish.client_credentials;
  run<OAuthClientId>([command](Business&, UnitOfWork& work) { return handle(work, command); },
                     [made, then = std::move(then)](const Result<OAuthClientId>& id) mutable {
                       if (!id.ok()) return then(id.problem());
                       made.client = *id;
                       then(made);
                     });
}

void IdentityDesk::authorize(const Caller& caller, Authorize wish, Then<std::string> then) {
  if (!caller.user || caller.client) return then(not_yours());
  const std::string code = base64url(ports_.random.bytes(32));
  wish.user = caller.user;
  wish.code_digest = secret_digest(code);
  run<AuthorizationCodeId>([wish = std::move(wish)](Business&, UnitOfWork& work) { return handle(work, wish); },
                           [code, then = std::move(then)](const Result<AuthorizationCodeId>& id) {
                             id.ok() ? then(code) : then(id.problem());
                           });
}

void IdentityDesk::exchange_code(ExchangeCode wish, Then<TokenPair> then) {
  const MadeRefreshToken token = first_refresh_token(ports_.random, ports_.signer);
  wish.token = token.token;
  run<Refusable<Opened>>(
      [wish = std::move(wish)](Business&, UnitOfWork& work) -> Result<Refusable<Opened>> {
        return with_roles<Opened>(work, handle(work, wish));
      },
      unwrap<Opened>(give_tokens(token.text, std::move(then))));
}

void IdentityDesk::client_credentials(GrantClientCredentials wish, Then<TokenPair> then) {
  struct Granted {
    ClientGrant grant;
    std::vector<HeldRole> roles;
  };
  run<Granted>(
      [wish = std::move(wish)](Business&, UnitOfWork& work) -> Result<Granted> {
        const auto grant = handle(work, wish);
        if (!grant.ok()) return grant.problem();
        return Granted{*grant, RoleService{}.of(work, grant->owner)};
      },
      [this, then = std::move(then)](const Result<Granted>& granted) {
        if (!granted.ok()) return then(granted.problem());
        const ClientGrant& grant = granted->grant;
        auto access = access_token({grant.owner, grant.client, {}, granted->roles, scope_words(grant.scope), {}});
        if (!access.ok()) return then(access.problem());
        then(TokenPair{std::move(access).value(), {}, options_.tokens.life, grant.owner, {}, grant.scope});
      });
}

}  // namespace pizza
