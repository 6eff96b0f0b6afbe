// SPDX-License-Identifier: Apache-2.0
// A provider's statement as a text file (RFC 4180):
//
//   kind,reference,amount,currency,fee,at
//   capture,4711,46.30,EUR,0.65,2026-11-20T19:04:11Z
//
// kind: capture, refund, payout, payout_back, settlement. reference: the number of the payment, refund or payout; empty
// of a settlement. amount and fee: decimal, with at most as many places as the currency has; fee may be empty. at: ISO
// 8601 in UTC. Fields may stand in double quotes; empty lines are left out; lines end with LF or CRLF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/records/reconciliation.h"

namespace pizza {

struct StatementFault {
  std::size_t line = 0;  // of the file, from 1
  std::string field;     // as the header names it; empty: the line itself
  std::string expected;
};

struct ParsedStatement {
  std::vector<StatementLine> lines;
  std::vector<StatementFault> faults;  // the first 100; lines with one are left out
};

ParsedStatement parse_statement(std::string_view text);

// The same form, for statements of the sandbox.
std::string statement_text(const std::vector<StatementLine>& lines);

}  // namespace pizza
