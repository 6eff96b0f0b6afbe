// SPDX-License-Identifier: Apache-2.0
#include "tests/house/source_tree.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>

namespace pizza::house {
namespace {

bool is_word(QChar c) {
  return c.isLetterOrNumber() || c == '_';
}

// 1'000: the quote is inside a token that starts with a digit.
bool is_digit_separator(const QString& text, qsizetype quote) {
  qsizetype start = quote;
  while (start > 0 && (is_word(text[start - 1]) || text[start - 1] == '\'')) --start;
  return start < quote && text[start].isDigit();
}

// Where the literal that opens at `quote` ends: the index after its closing quote, or the end of its line.
qsizetype end_of_literal(const QString& text, qsizetype quote) {
  qsizetype i = quote + 1;
  while (i < text.size() && text[i] != text[quote] && text[i] != '\n') i += text[i] == '\\' ? 2 : 1;
  return std::min(i + 1, text.size());
}

qsizetype end_of_raw_string(const QString& text, qsizetype quote) {
  const qsizetype open = text.indexOf('(', quote);
  if (open < 0) return text.size();
  const QString close = ')' + text.mid(quote + 1, open - quote - 1) + '"';
  const qsizetype end = text.indexOf(close, open);
  return end < 0 ? text.size() : end + close.size();
}

void blank(QString& text, qsizetype first, qsizetype end) {
  for (qsizetype i = first; i < end; ++i) {
    if (text[i] != '\n') text[i] = ' ';
  }
}

QStringList tracked_files(const QString& root) {
  QProcess git;
  git.start("git", {"-C", root, "ls-files", "-z"});
  if (!git.waitForFinished() || git.exitStatus() != QProcess::NormalExit || git.exitCode() != 0) return {};
  return QString::fromUtf8(git.readAllStandardOutput()).split(QChar(0), Qt::SkipEmptyParts);
}

QStringList lying_files(const QString& root) {
  QStringList paths;
  QDirIterator walk(root, QDir::Files, QDirIterator::Subdirectories);
  while (walk.hasNext()) {
    const QString path = QDir(root).relativeFilePath(walk.next());
    if (!path.startsWith("build/") && !path.startsWith('.') && !path.contains("/.")) paths.append(path);
  }
  paths.sort();
  return paths;
}

}  // namespace

bool SourceFile::has_extension(const QStringList& extensions) const {
  const qsizetype dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') && extensions.contains(path.mid(dot + 1));
}

void SourceTree::add(const QString& path, const QString& text) {
  SourceFile file{path, text.split('\n'), {}};
  if (!file.lines.isEmpty() && file.lines.back().isEmpty()) file.lines.removeLast();
  file.code =
      file.has_extension({"cpp", "h", "qml", "js"}) ? blank_comments_and_literals(text).split('\n') : file.lines;
  files.push_back(file);
}

const SourceFile* SourceTree::find(const QString& path) const {
  for (const SourceFile& file : files) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

SourceTree read_tree(const QString& root) {
  QStringList paths = tracked_files(root);
  if (paths.isEmpty()) paths = lying_files(root);
  SourceTree tree;
  for (const QString& path : paths) {
    QFile file(root + '/' + path);
    if (!file.open(QIODevice::ReadOnly)) continue;  // removed, but not yet from git's list
    const QByteArray bytes = file.readAll();
    if (!bytes.contains('\0')) tree.add(path, QString::fromUtf8(bytes));
  }
  return tree;
}

QString blank_comments_and_literals(const QString& text) {
  QString out = text;
  qsizetype i = 0;
  while (i < text.size()) {
    const QChar c = text[i];
    const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
    qsizetype end = i + 1;
    if (c == '/' && next == '/') {
      end = text.indexOf('\n', i);
      if (end < 0) end = text.size();
      blank(out, i, end);
    } else if (c == '/' && next == '*') {
      end = text.indexOf("*/", i + 2);
      end = end < 0 ? text.size() : end + 2;
      blank(out, i, end);
    } else if (c == '"' && i > 0 && text[i - 1] == 'R') {
      end = end_of_raw_string(text, i);
      blank(out, i + 1, end - 1);
    } else if (c == '"' || (c == '\'' && !is_digit_separator(text, i))) {
      end = end_of_literal(text, i);
      blank(out, i + 1, end - 1);
    }
    i = end;
  }
  return out;
}

}  // namespace pizza::house
