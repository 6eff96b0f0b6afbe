// SPDX-License-Identifier: Apache-2.0
#include "core/services/notification/reply_words.h"

#include <algorithm>
#include <array>
#include <string>

namespace pizza {

ReplyWish reply_wish(std::string_view text) {
  // "Cancel" is not among them: who answers so to "your order is accepted" means the order.
  constexpr std::array<std::string_view, 17> stop{
      "stop",  "stopall", "stop all", "unsubscribe", "end",   "quit",       "stopp", "abmelden", "abbestellen",
      "arret", "arrêt",   "arrÊt",    "desabonner",  "basta", "disiscrivi", "baja",  "alto"};
  constexpr std::array<std::string_view, 6> start{"start", "unstop", "anmelden", "reprendre", "riprendi", "alta"};
  std::string word;
  for (const char c : text) {
    if (c == '.' || c == '!' || c == '"' || c == '\'' || c == ',') continue;
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (blank && (word.empty() || word.back() == ' ')) continue;
    word += blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (word.size() > 32) return ReplyWish::None;
  }
  if (!word.empty() && word.back() == ' ') word.pop_back();
  if (std::find(stop.begin(), stop.end(), word) != stop.end()) return ReplyWish::Stop;
  return std::find(start.begin(), start.end(), word) != start.end() ? ReplyWish::Start : ReplyWish::None;
}

}  // namespace pizza
