// SPDX-License-Identifier: Apache-2.0
// Names for the people of a simulated city.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pizza::sim {

inline constexpr std::array<std::string_view, 48> given_names{
    "Ada",   "Amir",  "Anna",  "Ben",    "Bruno", "Carla", "Chidi", "Clara", "Dario", "Devi",  "Elif",  "Emil",
    "Enzo",  "Fatou", "Finn",  "Grace",  "Hana",  "Hugo",  "Ines",  "Ivan",  "Jana",  "Jonas", "Kaya",  "Kenji",
    "Lea",   "Leo",   "Lina",  "Luca",   "Maja",  "Marco", "Mei",   "Milan", "Nadia", "Nils",  "Noor",  "Olga",
    "Oskar", "Paula", "Priya", "Rafael", "Rosa",  "Samir", "Sara",  "Tariq", "Theo",  "Yara",  "Yusuf", "Zoe"};

inline constexpr std::array<std::string_view, 48> family_names{
    "Abadi",   "Albrecht", "Baker",  "Bianchi",  "Chen",   "Costa",  "Dubois", "Diallo", "Eriksen", "Farouk",
    "Ferrari", "Fischer",  "Garcia", "Greco",    "Haddad", "Hansen", "Ito",    "Ivanov", "Jansen",  "Kaya",
    "Keller",  "Khan",     "Kim",    "Kowalski", "Larsen", "Lopez",  "Marino", "Meyer",  "Moreau",  "Nguyen",
    "Novak",   "Okafor",   "Olsen",  "Patel",    "Petrov", "Quinn",  "Ricci",  "Rossi",  "Sato",    "Schmidt",
    "Silva",   "Singh",    "Tanaka", "Toure",    "Varga",  "Weber",  "Yilmaz", "Zhang"};

inline std::string person_name(std::uint64_t bits) {
  std::string name(given_names[bits % given_names.size()]);
  return name.append(" ").append(family_names[(bits >> 32) % family_names.size()]);
}

}  // namespace pizza::sim
