// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pizza {

class SearchIndex;  // core/ports/search_index.h
class Telemetry;    // core/ports/telemetry.h

// What there is outside, as far as a unit of work may know of it. Nothing here can be changed by a command, and nothing
// of it is part of the state: a world without it comes to the same records, but for those that say so.
struct Surroundings {
  bool tells_people = false;            // there is a notification channel, so texts are worth making
  const SearchIndex* search = nullptr;  // null: nothing can be searched
  Telemetry* telemetry = nullptr;       // null: nobody wants to know who works
};

}  // namespace pizza
