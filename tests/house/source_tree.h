// SPDX-License-Identifier: Apache-2.0
// The repository's text as the rules of the house see it.
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

namespace pizza::house {

struct SourceFile {
  QString path;       // from the repository's root, with slashes
  QStringList lines;  // as written
  QStringList code;   // the same lines; in C++ and QML with comments and the text of literals blanked

  bool under(const QString& folder) const { return path.startsWith(folder + '/'); }
  bool has_extension(const QStringList& extensions) const;
  bool is_cpp() const { return has_extension({"cpp", "h"}); }
  // The part of C++ that runs inside a simulation and must give the same bits everywhere.
  bool is_deterministic() const { return is_cpp() && (under("core") || under("sim") || under("maps")); }
};

struct SourceTree {
  std::vector<SourceFile> files;

  void add(const QString& path, const QString& text);
  const SourceFile* find(const QString& path) const;
};

// All text files that git tracks below `root`; without git, all that lie there except build/ and hidden folders.
SourceTree read_tree(const QString& root);

// Blanks comments and what stands between quotes, keeping every line and column in place. Knows raw strings and
// digit separators; does not expand macros.
QString blank_comments_and_literals(const QString& text);

}  // namespace pizza::house
