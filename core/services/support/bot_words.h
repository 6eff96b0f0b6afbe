// SPDX-License-Identifier: Apache-2.0
// What the order bot understands, and what it says.
#pragma once

#include <span>

#include "core/ports/chatbot.h"
#include "core/services/words/language.h"

namespace pizza::bot_words {

struct IntentWords {
  ChatIntent intent;
  std::span<const std::string_view> words;  // beginnings of words, small letters without accents
};

// Gravest first.
std::span<const IntentWords> intents();

enum class Say : std::uint8_t {
  Hello,
  NoOrder,
  NotAccepted,
  Preparing,
  Ready,
  OnTheWay,
  Arrived,
  Ended,
  MayCancel,
  TooLateToCancel,
  TellDishes,
  IsLate,
  IsInTime,
  CameLate,
  CameInTime,
  Refunded,
  AskRefund,
  Allergy,
  HandOver,
  Welcome,
  NotUnderstood,
};
inline constexpr std::size_t say_count = 21;

// Pattern of a phrase (core/services/words/phrase.h).
std::string_view text(Say what, Language language);

}  // namespace pizza::bot_words
