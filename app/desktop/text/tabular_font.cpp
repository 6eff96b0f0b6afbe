// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/text/tabular_font.h"

#include <QtEndian>
#include <map>
#include <vector>

namespace pizza::desktop {
namespace {

using Glyphs = std::map<std::uint32_t, std::uint32_t>;  // code point to glyph, or glyph to glyph

// Reads past the end give 0: a damaged font then has no such table entry, and no copy is made.
class Bytes {
 public:
  Bytes() = default;
  explicit Bytes(QByteArray data) : data_(std::move(data)) {}

  std::uint16_t u16(qsizetype at) const { return fits(at, 2) ? qFromBigEndian<quint16>(data_.constData() + at) : 0; }
  std::uint32_t u32(qsizetype at) const { return fits(at, 4) ? qFromBigEndian<quint32>(data_.constData() + at) : 0; }
  std::int16_t i16(qsizetype at) const { return static_cast<std::int16_t>(u16(at)); }
  Bytes from(qsizetype at) const { return at <= data_.size() ? Bytes(data_.mid(at)) : Bytes(); }
  QByteArray part(qsizetype at, qsizetype size) const { return data_.mid(at, size); }
  bool empty() const { return data_.isEmpty(); }
  qsizetype size() const { return data_.size(); }

 private:
  bool fits(qsizetype at, qsizetype size) const { return at >= 0 && at + size <= data_.size(); }
  QByteArray data_;
};

void put16(QByteArray& out, std::uint32_t v) {
  const quint16 big = qToBigEndian(static_cast<quint16>(v));
  out.append(reinterpret_cast<const char*>(&big), 2);
}

void put32(QByteArray& out, std::uint32_t v) {
  const quint32 big = qToBigEndian(static_cast<quint32>(v));
  out.append(reinterpret_cast<const char*>(&big), 4);
}

struct Table {
  QByteArray tag;
  Bytes bytes;
};

std::vector<Table> read_tables(const Bytes& font) {
  std::vector<Table> tables;
  for (int i = 0; i < font.u16(4); ++i) {
    const qsizetype record = 12 + i * 16;
    tables.push_back({font.part(record, 4), Bytes(font.part(font.u32(record + 8), font.u32(record + 12)))});
  }
  return tables;
}

Bytes* find(std::vector<Table>& tables, const char* tag) {
  for (Table& table : tables) {
    if (table.tag == tag) return &table.bytes;
  }
  return nullptr;
}

void read_format_4(const Bytes& map, Glyphs& glyphs) {
  const int segments = map.u16(6) / 2;
  const qsizetype ends = 14, starts = ends + segments * 2 + 2, deltas = starts + segments * 2;
  const qsizetype offsets = deltas + segments * 2;
  for (int s = 0; s < segments; ++s) {
    const qsizetype at = s * 2;
    const std::uint32_t first = map.u16(starts + at), last = map.u16(ends + at), offset = map.u16(offsets + at);
    for (std::uint32_t code = first; code <= last && code != 0xffff; ++code) {
      const qsizetype entry = offsets + at + offset + (code - first) * 2;
      const std::uint32_t raw = offset == 0 ? code : map.u16(entry);
      const bool mapped = offset == 0 || raw != 0;
      if (mapped) glyphs[code] = (raw + map.u16(deltas + at)) & 0xffff;
    }
  }
}

void read_format_12(const Bytes& map, Glyphs& glyphs) {
  const std::uint32_t groups = std::min<std::uint32_t>(map.u32(12), 100'000);
  for (std::uint32_t g = 0; g < groups; ++g) {
    const qsizetype at = 16 + g * 12;
    const std::uint32_t first = map.u32(at), last = std::min(map.u32(at + 4), std::uint32_t{0x10ffff});
    for (std::uint32_t code = first; code <= last; ++code) glyphs[code] = map.u32(at + 8) + (code - first);
  }
}

Glyphs read_cmap(const Bytes& cmap) {
  Glyphs glyphs;
  for (int i = 0; i < cmap.u16(2); ++i) {
    const Bytes map = cmap.from(cmap.u32(4 + i * 8 + 4));
    if (cmap.u16(4 + i * 8) == 1) continue;  // Macintosh encodings are not Unicode
    if (map.u16(0) == 4) read_format_4(map, glyphs);
    if (map.u16(0) == 12) read_format_12(map, glyphs);
  }
  return glyphs;
}

QByteArray write_cmap(const Glyphs& glyphs) {
  QByteArray groups;
  std::uint32_t count = 0;
  for (const auto& [code, glyph] : glyphs) {
    put32(groups, code);
    put32(groups, code);
    put32(groups, glyph);
    ++count;
  }
  QByteArray out;
  // Version 0, two records of one table. Without the first, FreeType makes up a map of its own from the glyphs' names.
  for (const std::uint32_t v : {0U, 2U}) put16(out, v);
  for (const auto& [platform, encoding] : {std::pair{0U, 4U}, {3U, 10U}}) {
    put16(out, platform);
    put16(out, encoding);
    put32(out, 20);
  }
  put16(out, 12);
  put16(out, 0);
  put32(out, static_cast<std::uint32_t>(16 + groups.size()));
  put32(out, 0);
  put32(out, count);
  return out + groups;
}

std::vector<std::uint32_t> read_coverage(const Bytes& coverage) {
  std::vector<std::uint32_t> glyphs;
  for (int i = 0; i < coverage.u16(2); ++i) {
    if (coverage.u16(0) == 1) {
      glyphs.push_back(coverage.u16(4 + i * 2));
    } else {
      const qsizetype at = 4 + i * 6;
      for (std::uint32_t g = coverage.u16(at); g <= coverage.u16(at + 2); ++g) glyphs.push_back(g);
    }
  }
  return glyphs;
}

void read_single_substitution(const Bytes& table, Glyphs& changes) {
  const std::vector<std::uint32_t> covered = read_coverage(table.from(table.u16(2)));
  for (std::size_t i = 0; i < covered.size(); ++i) {
    const bool by_delta = table.u16(0) == 1;
    const std::uint32_t delta = static_cast<std::uint32_t>(table.i16(4));
    changes[covered[i]] = by_delta ? (covered[i] + delta) & 0xffff : table.u16(6 + static_cast<qsizetype>(i) * 2);
  }
}

void read_lookup(const Bytes& lookup, Glyphs& changes) {
  for (int i = 0; i < lookup.u16(4); ++i) {
    Bytes table = lookup.from(lookup.u16(6 + i * 2));
    std::uint32_t type = lookup.u16(0);
    if (type == 7) {  // an extension leads on with a wider offset
      type = table.u16(2);
      table = table.from(table.u32(4));
    }
    if (type == 1) read_single_substitution(table, changes);
  }
}

Glyphs read_tabular(const Bytes& gsub) {
  Glyphs changes;
  const Bytes features = gsub.from(gsub.u16(6)), lookups = gsub.from(gsub.u16(8));
  for (int i = 0; i < features.u16(0); ++i) {
    const qsizetype record = 2 + i * 6;
    if (features.part(record, 4) != "tnum") continue;
    const Bytes feature = features.from(features.u16(record + 4));
    for (int l = 0; l < feature.u16(2); ++l) {
      read_lookup(lookups.from(lookups.u16(2 + feature.u16(4 + l * 2) * 2)), changes);
    }
    return changes;
  }
  return changes;
}

QByteArray utf16(const QString& text) {
  QByteArray out;
  for (const QChar c : text) put16(out, c.unicode());
  return out;
}

// Keeps the Windows names only, with the family exchanged wherever it stands.
QByteArray write_names(const Bytes& names, const QString& old_family, const QString& new_family) {
  QByteArray records, strings;
  std::uint32_t count = 0;
  const qsizetype storage = names.u16(4);
  for (int i = 0; i < names.u16(2); ++i) {
    const qsizetype at = 6 + i * 12;
    if (names.u16(at) != 3) continue;
    const QByteArray raw = names.part(storage + names.u16(at + 10), names.u16(at + 8));
    QString text;
    for (qsizetype c = 0; c + 1 < raw.size(); c += 2) text += QChar(qFromBigEndian<quint16>(raw.constData() + c));
    const bool postscript = names.u16(at + 6) == 6;
    text.replace(old_family, postscript ? QString(new_family).remove(QLatin1Char(' ')) : new_family);
    const QByteArray bytes = utf16(text);
    for (const qsizetype field : {0, 2, 4, 6}) put16(records, names.u16(at + field));
    put16(records, static_cast<std::uint32_t>(bytes.size()));
    put16(records, static_cast<std::uint32_t>(strings.size()));
    strings += bytes;
    ++count;
  }
  QByteArray out;
  put16(out, 0);
  put16(out, count);
  put16(out, 6 + count * 12);
  return out + records + strings;
}

QByteArray write_font(const Bytes& font, const std::vector<Table>& tables) {
  QByteArray out = font.part(0, 12), body;
  const qsizetype start = 12 + static_cast<qsizetype>(tables.size()) * 16;
  for (const Table& table : tables) {
    out += table.tag;
    put32(out, 0);  // checksums are not looked at by any font reader that matters here
    put32(out, static_cast<std::uint32_t>(start + body.size()));
    put32(out, static_cast<std::uint32_t>(table.bytes.size()));
    body += table.bytes.part(0, table.bytes.size());
    while (body.size() % 4 != 0) body += '\0';
  }
  return out + body;
}

}  // namespace

std::optional<QByteArray> with_tabular_digits(const QByteArray& font, const QString& old_family,
                                              const QString& new_family) {
  const Bytes bytes(font);
  std::vector<Table> tables = read_tables(bytes);
  Bytes* cmap = find(tables, "cmap");
  Bytes* gsub = find(tables, "GSUB");
  Bytes* name = find(tables, "name");
  if (cmap == nullptr || gsub == nullptr || name == nullptr) return std::nullopt;
  Glyphs glyphs = read_cmap(*cmap);
  const Glyphs tabular = read_tabular(*gsub);
  int changed = 0;
  for (std::uint32_t digit = '0'; digit <= '9'; ++digit) {
    const auto found = tabular.find(glyphs[digit]);
    if (found == tabular.end()) continue;
    glyphs[digit] = found->second;
    ++changed;
  }
  if (changed == 0) return std::nullopt;
  *cmap = Bytes(write_cmap(glyphs));
  *name = Bytes(write_names(*name, old_family, new_family));
  return write_font(bytes, tables);
}

}  // namespace pizza::desktop
