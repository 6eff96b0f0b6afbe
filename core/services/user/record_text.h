// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/model/record_type.h"

namespace pizza {

// A record as one JSON object (RFC 8259), for a person to take along: texts, whole numbers (instants are ms since 1970,
// places are 1e-7 degrees), truth values, the names of enumerations, null for what is absent. Secret fields are left
// out. The API's own form is connectors/json.
std::string record_text(const RecordType& type, const void* record);

}  // namespace pizza
