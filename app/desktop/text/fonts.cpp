// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/text/fonts.h"

#include <QDir>
#include <QFile>
#include <QFont>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QStringList>

#include "app/desktop/text/tabular_font.h"

namespace pizza::desktop {
namespace {

constexpr int text_pixels = 13;

QByteArray find_font(const QString& file) {
  const QStringList folders = {QStringLiteral(":/fonts"), QStringLiteral("/usr/share/fonts/opentype/inter"),
                               QStringLiteral("/usr/local/share/fonts/inter"),
                               QDir::homePath() + QStringLiteral("/.local/share/fonts")};
  for (const QString& folder : folders) {
    QFile font(folder + QLatin1Char('/') + file);
    if (font.open(QIODevice::ReadOnly)) return font.readAll();
  }
  return {};
}

QString load_inter() {
  const QString family = QStringLiteral("Inter"), tabular = QStringLiteral("Inter Tabular");
  bool all = true;
  for (const char* weight : {"Regular", "Medium", "SemiBold", "Bold"}) {
    const QByteArray font = find_font(QStringLiteral("Inter-%1.otf").arg(QLatin1String(weight)));
    const auto copy = with_tabular_digits(font, family, tabular);
    all = all && copy && QFontDatabase::addApplicationFontFromData(*copy) >= 0;
  }
  if (all && QFontDatabase::hasFamily(tabular)) return tabular;
  return QFontDatabase::hasFamily(family) ? family : QString();
}

}  // namespace

QString install_fonts() {
  static const QString family = [] {
    const QString inter = load_inter();
    QFont font = inter.isEmpty() ? QFontDatabase::systemFont(QFontDatabase::GeneralFont) : QFont(inter);
    font.setPixelSize(text_pixels);
    QGuiApplication::setFont(font);
    return font.family();
  }();
  return family;
}

}  // namespace pizza::desktop
