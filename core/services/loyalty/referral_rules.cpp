// SPDX-License-Identifier: Apache-2.0
#include "core/services/loyalty/referral_rules.h"

#include <algorithm>
#include <array>

namespace pizza::referral_rules {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::uint64_t half_mask = (1U << 20) - 1;

// A Feistel network of four rounds over 40 bits: neighbours get codes that look nothing alike, and it can be undone.
constexpr std::array<std::uint64_t, 4> round_keys{0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F};

std::uint64_t mix(std::uint64_t half, std::uint64_t key) {
  const std::uint64_t product = (half ^ (key >> 7)) * key;
  return (product ^ (product >> 17)) & half_mask;
}

std::uint64_t scramble(std::uint64_t number) {
  std::uint64_t left = number >> 20;
  std::uint64_t right = number & half_mask;
  for (const std::uint64_t key : round_keys) {
    const std::uint64_t next = left ^ mix(right, key);
    left = right;
    right = next;
  }
  return left << 20 | right;
}

std::uint64_t unscramble(std::uint64_t number) {
  std::uint64_t left = number >> 20;
  std::uint64_t right = number & half_mask;
  for (auto key = round_keys.rbegin(); key != round_keys.rend(); ++key) {
    const std::uint64_t before = right ^ mix(left, *key);
    right = left;
    left = before;
  }
  return left << 20 | right;
}

char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string code_of(UserId user) {
  if (!user || user.value >> 40 != 0) return {};
  std::uint64_t number = scramble(user.value);
  std::string code(8, '0');
  for (std::size_t i = 8; i-- > 0; number >>= 5) code[i] = alphabet[number & 31];
  return code;
}

std::optional<UserId> person_of(std::string_view code) {
  std::uint64_t number = 0;
  int digits = 0;
  for (char c : code) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos || ++digits > 8) return std::nullopt;
    number = number << 5 | digit;
  }
  if (digits != 8) return std::nullopt;
  const UserId user{unscramble(number)};
  return user ? std::optional(user) : std::nullopt;
}

std::string plain_email(std::string_view email) {
  const std::size_t at = email.rfind('@');
  if (at == std::string_view::npos) return {};
  std::string domain;
  for (const char c : email.substr(at)) domain.push_back(small(c));
  if (domain == "@googlemail.com") domain = "@gmail.com";
  std::string plain;
  for (const char c : email.substr(0, at)) {
    if (c == '+') break;
    if (c != '.' || domain != "@gmail.com") plain.push_back(small(c));
  }
  return plain + domain;
}

std::string plain_phone(std::string_view phone) {
  std::string plain;
  for (const char c : phone)
    if (c >= '0' && c <= '9' && (c != '0' || !plain.empty())) plain.push_back(c);
  return plain;
}

bool same_person(const User& a, const User& b) {
  if (a.id == b.id) return true;
  const std::string email = plain_email(a.email);
  if (!email.empty() && email == plain_email(b.email)) return true;
  const std::string phone = plain_phone(a.phone);
  return !phone.empty() && phone == plain_phone(b.phone);
}

bool lives_at(const User& person, GeoPoint door) {
  return std::any_of(person.addresses.begin(), person.addresses.end(),
                     [door](const Address& address) { return distance_mm(address.place, door) <= same_house_mm; });
}

bool same_house(const User& a, const User& b) {
  return std::any_of(a.addresses.begin(), a.addresses.end(),
                     [&b](const Address& address) { return lives_at(b, address.place); });
}

}  // namespace pizza::referral_rules
