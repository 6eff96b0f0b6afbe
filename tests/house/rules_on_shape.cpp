// SPDX-License-Identifier: Apache-2.0
#include <QRegularExpression>

#include "tests/house/rules.h"

namespace pizza::house {
namespace {

constexpr int kFileLines = 600;
constexpr int kFunctionLines = 80;
constexpr int kColumns = 120;

bool is_run_script(const SourceFile& file) {
  return file.path.endsWith("/run");
}

// `text` without what stands between `open` and `close`, at any depth.
QString without_groups(const QString& text, QChar open, QChar close) {
  QString rest;
  int depth = 0;
  for (const QChar c : text) {
    if (c == open) ++depth;
    if (depth == 0) rest += c;
    if (c == close && depth > 0) --depth;
  }
  return rest;
}

// Whether what stands before a '{' outside of any function opens a function's body.
bool opens_function(const QString& head) {
  static const QRegularExpression types(R"(\b(class|struct|union|enum|namespace|extern|concept)\b)");
  static const QRegularExpression operators(R"(\boperator\s*[^\s\w(]+)");
  static const QRegularExpression templates(R"(\btemplate\s*(?=<))");
  if (!head.contains('(')) return false;
  QString rest = without_groups(head, '(', ')');
  rest.remove(operators);
  if (rest.contains(templates)) rest = without_groups(rest, '<', '>');
  return !rest.contains(types) && !rest.contains('=');
}

// Walks the braces of one file. A brace right behind a name or a bracket belongs to an expression (`b_{2}`), as
// clang-format writes it; any other opens a scope. Functions inside functions count with the outer one.
class FunctionScan {
 public:
  FunctionScan(const SourceFile& file, Findings& findings) : file_(file), findings_(findings) {}

  void run() {
    for (line_ = 1; line_ <= file_.code.size(); ++line_) {
      const QString& code = file_.code[line_ - 1];
      if (code.trimmed().startsWith('#')) continue;  // a macro's body is not seen
      for (const QChar c : code) take(c);
      take('\n');
    }
  }

 private:
  enum class Scope { Plain, Expression, Function };

  void take(QChar c) {
    if (c == '{') {
      open();
    } else if (c == '}') {
      close();
    } else if (c == ';') {
      head_.clear();
    } else {
      head_ += c;
    }
  }

  void open() {
    const bool expression = !head_.isEmpty() && !head_.back().isSpace();
    Scope scope = expression ? Scope::Expression : Scope::Plain;
    if (!expression && function_depth_ == 0 && opens_function(head_)) {
      scope = Scope::Function;
      first_line_ = line_;
    }
    if (scope == Scope::Function) ++function_depth_;
    scopes_.push_back(scope);
    if (!expression) head_.clear();
  }

  void close() {
    if (scopes_.empty()) return;
    const Scope scope = scopes_.back();
    scopes_.pop_back();
    if (scope == Scope::Function) {
      --function_depth_;
      const int lines = static_cast<int>(line_) - first_line_ + 1;
      if (lines > kFunctionLines) {
        findings_.push_back(
            {file_.path, first_line_, QString("a function of %1 lines, more than %2").arg(lines).arg(kFunctionLines)});
      }
    }
    if (scope != Scope::Expression) head_.clear();
  }

  const SourceFile& file_;
  Findings& findings_;
  QString head_;
  std::vector<Scope> scopes_;
  int function_depth_ = 0;
  int first_line_ = 0;
  int line_ = 0;
};

}  // namespace

Findings files_are_short(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    const bool source = file.has_extension({"cpp", "h", "qml", "js", "py", "sh", "cmake", "proto", "frag", "vert"});
    if ((source || is_run_script(file)) && file.lines.size() > kFileLines) {
      findings.push_back(
          {file.path, kFileLines + 1, QString("%1 lines, more than %2").arg(file.lines.size()).arg(kFileLines)});
    }
  }
  return findings;
}

// C++ only, formatted by clang-format; long functions of QML's JavaScript are not seen.
Findings functions_are_short(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (file.is_cpp()) FunctionScan(file, findings).run();
  }
  return findings;
}

Findings lines_are_narrow(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!file.has_extension({"cpp", "h", "qml", "js"})) continue;
    for (int i = 0; i < file.lines.size(); ++i) {
      const qsizetype columns = file.lines[i].toUcs4().size();
      if (columns > kColumns) findings.push_back({file.path, i + 1, QString("%1 columns").arg(columns)});
    }
  }
  return findings;
}

Findings licence_is_named(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    const bool source = file.has_extension({"cpp", "h", "qml", "js", "py", "sh", "cmake", "toml", "proto", "frag",
                                            "vert", "yaml", "yml", "css", "html", "sql"});
    if (!source && !is_run_script(file) && !file.path.endsWith("CMakeLists.txt")) continue;
    // The first line, or the one after "#!" or a document type.
    if (!file.lines.mid(0, 2).join('\n').contains("SPDX-License-Identifier: Apache-2.0")) {
      findings.push_back({file.path, 1, "the first line must name the licence"});
    }
  }
  return findings;
}

}  // namespace pizza::house
