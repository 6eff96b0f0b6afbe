// SPDX-License-Identifier: Apache-2.0
// The user service's commands and queries, by their type, and whose thing each one touches.
#include "core/model/catalogue.h"
#include "core/services/user/find_person.h"
#include "core/services/user/record_text.h"
#include "core/services/user/user_commands.h"

namespace pizza {

namespace {

Result<CheckedAnswer> as_answer(const Result<Checked>& checked) {
  if (!checked.ok()) return checked.problem();
  return CheckedAnswer{checked->user, Refusal::of(checked->refusal)};
}

}  // namespace

Result<UserId> handle(UnitOfWork& work, const RegisterUser& command) {
  return UserService{}.register_user(work, command);
}
Outcome handle(UnitOfWork& work, const AddAddress& command) {
  return UserService{}.add_address(work, command);
}
Outcome handle(UnitOfWork& work, const RemoveAddress& command) {
  return UserService{}.remove_address(work, command);
}
Outcome handle(UnitOfWork& work, const ChangeContact& command) {
  return UserService{}.change_contact(work, command);
}
Outcome handle(UnitOfWork& work, const SetPreferences& command) {
  return UserService{}.set_preferences(work, command);
}
Outcome handle(UnitOfWork& work, const SetPassword& command) {
  return CredentialService{}.set_password(work, command);
}
Result<LoginLook> handle(UnitOfWork& work, const LookAtLogin& query) {
  return CredentialService{}.look(work, query.email);
}
Result<CheckedAnswer> handle(UnitOfWork& work, const FinishLogin& command) {
  return as_answer(CredentialService{}.finish_login(work, command));
}
Result<CodeTarget> handle(UnitOfWork& work, const IssueCode& command) {
  auto target = CredentialService{}.issue_code(work, command);
  if (!target.ok()) return target.problem();
  return CodeTarget{std::move(target).value()};
}
Result<CheckedAnswer> handle(UnitOfWork& work, const AnswerCode& command) {
  return as_answer(CredentialService{}.answer_code(work, command));
}
Result<UserId> handle(UnitOfWork& work, const SignInExternal& command) {
  return CredentialService{}.sign_in_external(work, command.person);
}
Outcome handle(UnitOfWork& work, const LinkExternal& command) {
  return CredentialService{}.link_external(work, command.user, command.person);
}
Result<SessionId> handle(UnitOfWork& work, const OpenSession& command) {
  return SessionService{}.open(work, command);
}
Result<SessionAnswer> handle(UnitOfWork& work, const RefreshSession& command) {
  auto refreshed = SessionService{}.refresh(work, command);
  if (!refreshed.ok()) return refreshed.problem();
  return SessionAnswer{refreshed->session, Refusal::of(refreshed->refusal)};
}
Outcome handle(UnitOfWork& work, const EndSession& command) {
  const Session* session = work.find(command.session);
  if (session == nullptr) return Done{};
  return SessionService{}.end(work, session->user, command.session, SessionEnd::LoggedOut);
}
Outcome handle(UnitOfWork& work, const EndSessions& command) {
  if (auto missing = person_missing(work, command.user)) return *missing;
  SessionService{}.end_all(work, command);
  return Done{};
}
Result<OAuthClientId> handle(UnitOfWork& work, const RegisterClient& command) {
  return OAuthService{}.register_client(work, command);
}
Outcome handle(UnitOfWork& work, const DisableClient& command) {
  const OAuthClient* client = work.find(command.client);
  return OAuthService{}.disable_client(work, client == nullptr ? UserId{} : client->owner, command.client);
}
Result<AuthorizationCodeId> handle(UnitOfWork& work, const Authorize& command) {
  return OAuthService{}.authorize(work, command);
}
Result<SessionAnswer> handle(UnitOfWork& work, const ExchangeCode& command) {
  auto exchanged = OAuthService{}.exchange(work, command);
  if (!exchanged.ok()) return exchanged.problem();
  return SessionAnswer{exchanged->session, Refusal::of(exchanged->refusal)};
}
Result<ClientGrant> handle(UnitOfWork& work, const GrantClientCredentials& query) {
  return OAuthService{}.client_credentials(work, query.client_id, query.secret, query.scope);
}
Result<RoleGrantId> handle(UnitOfWork& work, const GrantRole& command) {
  return RoleService{}.grant(work, command);
}
Outcome handle(UnitOfWork& work, const WithdrawRole& command) {
  return RoleService{}.withdraw(work, command);
}
Result<SigningKeyId> handle(UnitOfWork& work, const IntroduceKey& command) {
  return KeyService{}.introduce(work, {command.kid, command.public_key});
}
Result<ForgottenKeys> handle(UnitOfWork& work, const ForgetOldKeys&) {
  auto kids = KeyService{}.forget_old(work);
  if (!kids.ok()) return kids.problem();
  return ForgottenKeys{std::move(kids).value()};
}
Outcome handle(UnitOfWork& work, const ErasePerson& command) {
  return PersonService{}.erase(work, command.user);
}
Result<PersonExport> handle(UnitOfWork& work, const ExportPerson& query) {
  PersonExport all;
  const Outcome told = PersonService{}.export_person(
      work, query.user, made_record_types(), [&](const RecordType& type, const void* record) {
        all.records.push_back({std::string(type.schema->name), type.key(record), record_text(type, record)});
      });
  if (!told.ok()) return told.problem();
  return all;
}
Result<ProfileView> handle(UnitOfWork& work, const SeeProfile& query) {
  if (auto missing = person_missing(work, query.user)) return *missing;
  const User* user = work.find(query.user);
  ProfileView view;
  view.user = user->id;
  view.name = user->name;
  view.email = user->email;
  view.phone = user->phone;
  view.addresses = user->addresses;
  if (const Profile* profile = work.find_at<Profile>(query.user.value)) {
    view.preferences = profile->preferences;
    view.email_verified_at = profile->email_verified_at;
    view.phone_verified_at = profile->phone_verified_at;
  }
  view.has_password = work.find_at<Credential>(query.user.value) != nullptr;
  for (const std::uint64_t key : work.find_where<&RoleGrant::user>(query.user, RoleService::max_roles)) {
    const RoleGrant* grant = work.find(RoleGrantId{key});
    view.roles.push_back({grant->id, grant->role, grant->restaurant});
  }
  for (const std::uint64_t key :
       work.find_where<&ExternalIdentity::user>(query.user, CredentialService::max_identities))
    view.identities.push_back(work.find(ExternalIdentityId{key})->name);
  return view;
}
Result<SessionList> handle(UnitOfWork& work, const ListSessions& query) {
  if (auto missing = person_missing(work, query.user)) return *missing;
  SessionList list;
  for (const Session& session : SessionService{}.of(work, query.user))
    list.sessions.push_back({session.id, session.client, session.device, session.scope, session.opened_at,
                             session.refreshed_at, session.expires_at});
  return list;
}
Result<ClientList> handle(UnitOfWork& work, const ListClients& query) {
  ClientList list;
  for (const std::uint64_t key : work.find_where<&OAuthClient::owner>(query.owner, OAuthService::max_clients)) {
    list.clients.push_back(*work.find(OAuthClientId{key}));
    list.clients.back().secret_digest.clear();
  }
  return list;
}

void sign(GrantRole& command, const Caller& caller) {
  command.by = caller.user;
}
void sign(WithdrawRole& command, const Caller& caller) {
  command.by = caller.user;
}
// Somebody who signs all other devices out stays signed in.
void sign(EndSessions& command, const Caller& caller) {
  command.reason = SessionEnd::Revoked;
  command.except = caller.user == command.user ? caller.session : SessionId{};
}

Subject subject_of(UnitOfWork&, const RegisterUser&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const LookAtLogin&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const SignInExternal&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const RefreshSession&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork& work, const EndSession& command) {
  const Session* session = work.find(command.session);
  return session == nullptr ? Subject::nothing() : Subject::of(session->user);
}
Subject subject_of(UnitOfWork&, const RegisterClient& command) {
  return Subject::of(command.owner);
}
Subject subject_of(UnitOfWork& work, const DisableClient& command) {
  const OAuthClient* client = work.find(command.client);
  return client == nullptr ? Subject::nothing() : Subject::of(client->owner);
}
Subject subject_of(UnitOfWork&, const ExchangeCode&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const GrantClientCredentials&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const GrantRole& command) {
  return command.restaurant ? Subject::of(command.restaurant) : Subject::common();
}
Subject subject_of(UnitOfWork& work, const WithdrawRole& command) {
  const RoleGrant* grant = work.find(command.grant);
  if (grant == nullptr) return Subject::nothing();
  return grant->restaurant ? Subject::of(grant->restaurant) : Subject::common();
}
Subject subject_of(UnitOfWork&, const IntroduceKey&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const ForgetOldKeys&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const ListClients& query) {
  return Subject::of(query.owner);
}

}  // namespace pizza
