// SPDX-License-Identifier: Apache-2.0
// pizzatwinctl as a process, as people call it.
#pragma once

#include <QProcess>
#include <QStringList>

namespace pizza::test {

struct Ended {
  int status = -1;  // -1: it did not end by itself
  QByteArray out, err;
};

inline Ended run_program(const QStringList& arguments) {
  QProcess process;
  process.start(QStringLiteral(PIZZA_BINARY_DIR "/bin/pizzatwinctl"), arguments);
  if (!process.waitForFinished(100'000)) return {};
  return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
          process.readAllStandardError()};
}

}  // namespace pizza::test
