// SPDX-License-Identifier: Apache-2.0
// The user service's commands and queries beyond those that stand beside their rules, and all of them in one list.
// Commands with Permission::Vouch carry hashes, digests and verdicts: only our own desk says them (IdentityDesk).
#pragma once

#include <concepts>

#include "core/services/command.h"
#include "core/services/user/user_service.h"

namespace pizza {

// A refusal that leaves a trace, as an answer (core/DECISIONS.md).
struct Refusal {
  std::int32_t status = 0;  // HTTP's
  std::string type;
  std::string detail;
  std::string at;  // the field at fault

  Problem problem() const { return {static_cast<Status>(status), type, detail, at}; }
  static std::optional<Refusal> of(const std::optional<Problem>& problem) {
    if (!problem) return std::nullopt;
    return Refusal{static_cast<std::int32_t>(problem->status), problem->type, problem->detail, problem->field};
  }
  static constexpr auto description() {
    return record("refusal", field<&Refusal::status>("status"), field<&Refusal::type>("type"),
                  field<&Refusal::detail>("detail"), field<&Refusal::at>("field"));
  }
};

struct CheckedAnswer {
  UserId user;
  std::optional<Refusal> refusal;
  static constexpr auto description() {
    return record("checked", field<&CheckedAnswer::user>("user_id"), field<&CheckedAnswer::refusal>("refusal"));
  }
};

// The session is empty where it was refused.
struct SessionAnswer {
  Session session;
  std::optional<Refusal> refusal;
  static constexpr auto description() {
    return record("session_answer", field<&SessionAnswer::session>("session"),
                  field<&SessionAnswer::refusal>("refusal"));
  }
};

struct CodeTarget {
  std::string target;  // an e-mail address or a phone number
  static constexpr auto description() { return record("code_target", field<&CodeTarget::target>("target")); }
};

struct LookAtLogin {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  static constexpr bool is_query = true;
  static constexpr CallClass call_class = CallClass::Prove;
  std::string email;
  static constexpr auto description() { return record("look_at_login", field<&LookAtLogin::email>("email")); }
};

struct SignInExternal {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  ExternalPerson person;
  static constexpr auto description() { return record("sign_in_external", field<&SignInExternal::person>("person")); }
};

struct LinkExternal {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  UserId user;
  ExternalPerson person;
  static constexpr auto description() {
    return record("link_external", field<&LinkExternal::user>("user_id"), field<&LinkExternal::person>("person"));
  }
};

struct GrantClientCredentials {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  static constexpr bool is_query = true;
  std::string client_id;
  std::string secret;
  std::string scope;
  static constexpr auto description() {
    return record("grant_client_credentials", field<&GrantClientCredentials::client_id>("client_id"),
                  field<&GrantClientCredentials::secret>("client_secret", Index::None, Secrecy::Secret),
                  field<&GrantClientCredentials::scope>("scope"));
  }
};

struct IntroduceKey {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  std::string kid;
  std::string public_key;  // base64url
  static constexpr auto description() {
    return record("introduce_key", field<&IntroduceKey::kid>("kid"), field<&IntroduceKey::public_key>("public_key"));
  }
};

struct ForgetOldKeys {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  static constexpr auto description() { return record("forget_old_keys"); }
};
struct ForgottenKeys {
  std::vector<std::string> kids;  // for TokenSigner::forget_key
  static constexpr auto description() { return record("forgotten_keys", field<&ForgottenKeys::kids>("kids")); }
};

// Signs one device out.
struct EndSession {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::EditProfile;
  SessionId session;
  static constexpr auto description() { return record("end_session", field<&EndSession::session>("session_id")); }
};

struct DisableClient {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::ManageClients;
  OAuthClientId client;
  static constexpr auto description() {
    return record("disable_client", field<&DisableClient::client>("oauth_client_id"));
  }
};

struct ErasePerson {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::ErasePerson;
  UserId user;
  static constexpr auto description() { return record("erase_person", field<&ErasePerson::user>("user_id")); }
};

// Everything about a person, in one answer.
struct ExportPerson {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::ExportPerson;
  static constexpr bool is_query = true;
  static constexpr CallClass call_class = CallClass::Search;
  UserId user;
  static constexpr auto description() { return record("export_person", field<&ExportPerson::user>("user_id")); }
};
struct ExportedRecord {
  std::string table;
  std::uint64_t key = 0;
  std::string json;  // one object; secrets are left out
  static constexpr auto description() {
    return record("exported_record", field<&ExportedRecord::table>("table"), field<&ExportedRecord::key>("key"),
                  field<&ExportedRecord::json>("json"));
  }
};
struct PersonExport {
  std::vector<ExportedRecord> records;
  static constexpr auto description() { return record("person_export", field<&PersonExport::records>("records")); }
};

struct SeeProfile {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::SeeProfile;
  static constexpr bool is_query = true;
  UserId user;
  static constexpr auto description() { return record("see_profile", field<&SeeProfile::user>("user_id")); }
};
struct ProfileRole {
  RoleGrantId grant;
  Role role = Role::Customer;
  RestaurantId restaurant;
  static constexpr auto description() {
    return record("profile_role", field<&ProfileRole::grant>("role_grant_id"), field<&ProfileRole::role>("role"),
                  field<&ProfileRole::restaurant>("restaurant_id"));
  }
};
struct ProfileView {
  UserId user;
  std::string name;
  std::string email;
  std::string phone;
  std::vector<Address> addresses;
  Preferences preferences;
  std::optional<Instant> email_verified_at;
  std::optional<Instant> phone_verified_at;
  bool has_password = false;
  std::vector<ProfileRole> roles;       // granted ones; everybody is a customer
  std::vector<std::string> identities;  // "issuer subject"
  static constexpr auto description() {
    return record("profile_view", field<&ProfileView::user>("user_id"), field<&ProfileView::name>("name"),
                  field<&ProfileView::email>("email"), field<&ProfileView::phone>("phone"),
                  field<&ProfileView::addresses>("addresses"), field<&ProfileView::preferences>("preferences"),
                  field<&ProfileView::email_verified_at>("email_verified_at"),
                  field<&ProfileView::phone_verified_at>("phone_verified_at"),
                  field<&ProfileView::has_password>("has_password"), field<&ProfileView::roles>("roles"),
                  field<&ProfileView::identities>("identities"));
  }
};

struct ListSessions {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::SeeProfile;
  static constexpr bool is_query = true;
  UserId user;
  static constexpr auto description() { return record("list_sessions", field<&ListSessions::user>("user_id")); }
};
struct SessionView {
  SessionId session;
  OAuthClientId client;
  std::string device;
  std::string scope;
  Instant opened_at;
  Instant refreshed_at;
  Instant expires_at;
  static constexpr auto description() {
    return record("session_view", field<&SessionView::session>("session_id"), field<&SessionView::client>("client"),
                  field<&SessionView::device>("device"), field<&SessionView::scope>("scope"),
                  field<&SessionView::opened_at>("opened_at"), field<&SessionView::refreshed_at>("refreshed_at"),
                  field<&SessionView::expires_at>("expires_at"));
  }
};
struct SessionList {
  std::vector<SessionView> sessions;  // oldest first, at most SessionService::max_sessions
  static constexpr auto description() { return record("session_list", field<&SessionList::sessions>("sessions")); }
};

// A partner's own programs.
struct ListClients {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::ManageClients;
  static constexpr bool is_query = true;
  UserId owner;
  static constexpr auto description() { return record("list_clients", field<&ListClients::owner>("user_id")); }
};
struct ClientList {
  std::vector<OAuthClient> clients;  // secrets are left out by whoever shows them
  static constexpr auto description() { return record("client_list", field<&ClientList::clients>("clients")); }
};

Result<UserId> handle(UnitOfWork& work, const RegisterUser& command);
Outcome handle(UnitOfWork& work, const AddAddress& command);
Outcome handle(UnitOfWork& work, const RemoveAddress& command);
Outcome handle(UnitOfWork& work, const ChangeContact& command);
Outcome handle(UnitOfWork& work, const SetPreferences& command);
Outcome handle(UnitOfWork& work, const SetPassword& command);
Result<LoginLook> handle(UnitOfWork& work, const LookAtLogin& query);
Result<CheckedAnswer> handle(UnitOfWork& work, const FinishLogin& command);
Result<CodeTarget> handle(UnitOfWork& work, const IssueCode& command);
Result<CheckedAnswer> handle(UnitOfWork& work, const AnswerCode& command);
Result<UserId> handle(UnitOfWork& work, const SignInExternal& command);
Outcome handle(UnitOfWork& work, const LinkExternal& command);
Result<SessionId> handle(UnitOfWork& work, const OpenSession& command);
Result<SessionAnswer> handle(UnitOfWork& work, const RefreshSession& command);
Outcome handle(UnitOfWork& work, const EndSession& command);
Outcome handle(UnitOfWork& work, const EndSessions& command);
Result<OAuthClientId> handle(UnitOfWork& work, const RegisterClient& command);
Outcome handle(UnitOfWork& work, const DisableClient& command);
Result<AuthorizationCodeId> handle(UnitOfWork& work, const Authorize& command);
Result<SessionAnswer> handle(UnitOfWork& work, const ExchangeCode& command);
Result<ClientGrant> handle(UnitOfWork& work, const GrantClientCredentials& query);
Result<RoleGrantId> handle(UnitOfWork& work, const GrantRole& command);
Outcome handle(UnitOfWork& work, const WithdrawRole& command);
Result<SigningKeyId> handle(UnitOfWork& work, const IntroduceKey& command);
Result<ForgottenKeys> handle(UnitOfWork& work, const ForgetOldKeys& command);
Outcome handle(UnitOfWork& work, const ErasePerson& command);
Result<PersonExport> handle(UnitOfWork& work, const ExportPerson& query);
Result<ProfileView> handle(UnitOfWork& work, const SeeProfile& query);
Result<SessionList> handle(UnitOfWork& work, const ListSessions& query);
Result<ClientList> handle(UnitOfWork& work, const ListClients& query);

void sign(GrantRole& command, const Caller& caller);
void sign(WithdrawRole& command, const Caller& caller);
void sign(EndSessions& command, const Caller& caller);

// What names a person in "user_id" is theirs.
template <class C>
requires requires(const C& command) {
  { command.user } -> std::convertible_to<UserId>;
  requires C::service == "user";
}
Subject subject_of(UnitOfWork&, const C& command) {
  return Subject::of(command.user);
}
Subject subject_of(UnitOfWork& work, const RegisterUser& command);
Subject subject_of(UnitOfWork& work, const LookAtLogin& query);
Subject subject_of(UnitOfWork& work, const SignInExternal& command);
Subject subject_of(UnitOfWork& work, const RefreshSession& command);
Subject subject_of(UnitOfWork& work, const EndSession& command);
Subject subject_of(UnitOfWork& work, const RegisterClient& command);
Subject subject_of(UnitOfWork& work, const DisableClient& command);
Subject subject_of(UnitOfWork& work, const ExchangeCode& command);
Subject subject_of(UnitOfWork& work, const GrantClientCredentials& query);
Subject subject_of(UnitOfWork& work, const GrantRole& command);
Subject subject_of(UnitOfWork& work, const WithdrawRole& command);
Subject subject_of(UnitOfWork& work, const IntroduceKey& command);
Subject subject_of(UnitOfWork& work, const ForgetOldKeys& command);
Subject subject_of(UnitOfWork& work, const ListClients& query);

using UserCommands = TypeList<RegisterUser, AddAddress, RemoveAddress, ChangeContact, SetPreferences, SetPassword,
                              LookAtLogin, FinishLogin, IssueCode, AnswerCode, SignInExternal, LinkExternal,
                              OpenSession, RefreshSession, EndSession, EndSessions, RegisterClient, DisableClient,
                              Authorize, ExchangeCode, GrantClientCredentials, GrantRole, WithdrawRole, IntroduceKey,
                              ForgetOldKeys, ErasePerson, ExportPerson, SeeProfile, ListSessions, ListClients>;

}  // namespace pizza
