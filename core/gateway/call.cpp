// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/call.h"

#include "core/model/digest.h"

namespace pizza {

std::string etag_of(std::string_view schema, std::string_view bytes) {
  return '"' + digest_of(schema, bytes).hex() + '"';
}

bool names_etag(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    std::string_view one = list.substr(0, list.find(','));
    list.remove_prefix(std::min(one.size() + 1, list.size()));
    while (one.starts_with(' ') || one.starts_with('\t')) one.remove_prefix(1);
    while (one.ends_with(' ') || one.ends_with('\t')) one.remove_suffix(1);
    if (one == "*") return true;
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == etag) return true;
  }
  return false;
}

}  // namespace pizza
