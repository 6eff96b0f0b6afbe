// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/text/words.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cctype>

namespace pizza::desktop {
namespace {

struct Milestone {
  std::string_view event;
  const char* words;
};

// The steps that a person waits for, by the names of their events.
constexpr std::array milestones = {
    Milestone{"OrderPlaced", QT_TRANSLATE_NOOP("words", "Placed")},
    Milestone{"OrderAuthorized", QT_TRANSLATE_NOOP("words", "Paid")},
    Milestone{"OrderAccepted", QT_TRANSLATE_NOOP("words", "Accepted")},
    Milestone{"OrderPreparing", QT_TRANSLATE_NOOP("words", "In the making")},
    Milestone{"OrderReady", QT_TRANSLATE_NOOP("words", "Baked")},
    Milestone{"RiderAssigned", QT_TRANSLATE_NOOP("words", "Rider found")},
    Milestone{"OrderPickedUp", QT_TRANSLATE_NOOP("words", "Picked up")},
    Milestone{"OrderDelivered", QT_TRANSLATE_NOOP("words", "Delivered")},
    Milestone{"OrderRejected", QT_TRANSLATE_NOOP("words", "Rejected")},
    Milestone{"OrderCancelled", QT_TRANSLATE_NOOP("words", "Cancelled")},
    Milestone{"OrderFailed", QT_TRANSLATE_NOOP("words", "Failed")},
};

const Milestone* find(std::string_view event) {
  const auto it = std::ranges::find(milestones, event, &Milestone::event);
  return it == milestones.end() ? nullptr : &*it;
}

QString sentence(QString words) {
  if (!words.isEmpty()) words[0] = words[0].toUpper();
  return words;
}

}  // namespace

QString status_words(std::string_view status) {
  QString words = QString::fromUtf8(status.data(), static_cast<qsizetype>(status.size()));
  return sentence(words.replace(QLatin1Char('_'), QLatin1Char(' ')));
}

QString event_words(std::string_view event) {
  if (const Milestone* known = find(event)) return QCoreApplication::translate("words", known->words);
  QString words;
  for (const char c : event) {
    const bool capital = std::isupper(static_cast<unsigned char>(c)) != 0;
    if (capital && !words.isEmpty()) words += QLatin1Char(' ');
    words += QLatin1Char(capital ? static_cast<char>(std::tolower(static_cast<unsigned char>(c))) : c);
  }
  return sentence(words);
}

bool is_milestone(std::string_view event) {
  return find(event) != nullptr;
}

QString vehicle_words(std::string_view vehicle) {
  if (vehicle == "foot") return QCoreApplication::translate("words", "on foot");
  return QString::fromUtf8(vehicle.data(), static_cast<qsizetype>(vehicle.size()));
}

QString ticket_words(int tickets) {
  return tickets == 1 ? QCoreApplication::translate("words", "1 ticket")
                      : QCoreApplication::translate("words", "%1 tickets").arg(tickets);
}

}  // namespace pizza::desktop
