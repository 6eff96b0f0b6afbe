// SPDX-License-Identifier: Apache-2.0
#include "connectors/notifications/message_file.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "connectors/json/instant_text.h"
#include "core/model/time_zone.h"

namespace pizza {

namespace {

std::string two(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

// "Fri, 20 Nov 2026 19:00:00 +0000".
std::string mail_date(Instant at) {
  constexpr std::array<const char*, 7> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const LocalTime time = TimeZone{}.local(at);
  const CivilDate date = date_of(time.day);
  const std::int64_t second = time.ms_of_day / 1'000;
  return std::string(weekdays[static_cast<std::size_t>(weekday_of(time.day))]) + ", " + std::to_string(date.day) + " " +
         months[static_cast<std::size_t>(date.month - 1)] + " " + std::to_string(date.year) + " " +
         two(second / 3'600) + ":" + two(second / 60 % 60) + ":" + two(second % 60) + " +0000";
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k)
      three = three << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out += i + k <= bytes.size() ? alphabet[three >> (18 - 6 * k) & 63U] : '=';
  }
  return out;
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line;
}

// Encoded words hold at most 75 characters, and whole UTF-8 characters.
std::string header_text(std::string_view text) {
  const std::string line = one_line(text);
  const auto plain = [](char c) { return c >= ' ' && c <= '~'; };
  if (std::all_of(line.begin(), line.end(), plain) && line.size() < 900) return line;
  constexpr std::size_t room = 45;
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = std::min(at + room, line.size());
    while (end < line.size() && end > at + 1 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(std::string_view(line).substr(at, end - at)) + "?=");
    at = end;
  }
  return out;
}

std::string mail_of(const ChannelMessage& message, const std::string& fingerprint, const OutboxOptions& options) {
  std::string mail;
  const auto head = [&](const char* name, const std::string& value) { mail += name + (": " + value + "\r\n"); };
  head("Date", mail_date(message.at));
  head("From", one_line(options.from));
  head("To", one_line(message.address));
  head("Subject", header_text(message.title));
  head("Message-ID", "<" + fingerprint + "@pizzatwin.example>");
  head("MIME-Version", "1.0");
  head("Content-Type", "text/plain; charset=utf-8");
  head("Content-Transfer-Encoding", "8bit");
  if (!message.language.empty()) head("Content-Language", one_line(message.language));
  if (message.topic == topic_names[static_cast<std::size_t>(Topic::Offers)])
    head("List-Unsubscribe", "<mailto:" + one_line(options.reply_to) + "?subject=STOP>");
  mail += "\r\n";
  for (const char c : message.body) {
    if (c == '\r') continue;
    mail += c == '\n' ? "\r\n" : std::string(1, c);
  }
  return mail;
}

}  // namespace

const char* ending_of(Channel channel) {
  return channel == Channel::Email ? ".eml" : channel == Channel::Sms ? ".txt" : ".json";
}

std::string file_of(const ChannelMessage& message, const std::string& fingerprint, const OutboxOptions& options) {
  if (message.channel == Channel::Email) return mail_of(message, fingerprint, options);
  if (message.channel == Channel::Sms) return "To: " + one_line(message.address) + "\n\n" + message.body + "\n";
  nlohmann::ordered_json push{{"to", message.address},        {"title", message.title},
                              {"body", message.body},         {"topic", message.topic},
                              {"language", message.language}, {"at", instant_text(message.at).value_or("")}};
  if (message.order) push["order_id"] = message.order.value;
  return push.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace pizza
