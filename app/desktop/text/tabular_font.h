// SPDX-License-Identifier: Apache-2.0
// Digits of one width, for clocks and tables that do not tremble. Inter holds them as the OpenType feature "tnum",
// which this Qt cannot switch on (QFont::setFeature came with 6.7); so a copy of the font is made whose character map
// leads to them directly.
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace pizza::desktop {

// A copy of an OpenType font in memory with tabular digits, under another family name; weights and styles stay. None
// when the bytes are no OpenType font or have no "tnum" that substitutes single glyphs.
// Formats: OpenType 1.9, tables cmap (formats 4, 12), GSUB (lookup types 1 and 7), name.
std::optional<QByteArray> with_tabular_digits(const QByteArray& font, const QString& old_family,
                                              const QString& new_family);

}  // namespace pizza::desktop
