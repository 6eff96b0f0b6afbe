// SPDX-License-Identifier: Apache-2.0
// What an event needs. It describes itself, names its service, tells which aggregate it belongs to, and has a fold:
// `void fold(Changes&, const TheEvent&)`. Its type object is made in its service's catalogue (make_catalogue.h).
#pragma once

#include "core/model/describe.h"
#include "core/model/type_list.h"
#include "core/ports/unit_of_work.h"
