// SPDX-License-Identifier: Apache-2.0
// What a unit of work has read and changed so far. Only folds get a `Changes`: they alone insert, edit and erase.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/model/random_bits.h"
#include "core/model/record_type.h"
#include "core/ports/store.h"

namespace pizza {

class Changes {
 public:
  explicit Changes(Store& store) : store_(&store) {}
  Changes(const Changes&) = delete;
  Changes& operator=(const Changes&) = delete;

  template <class T>
  const T* find(Id<T> id) {
    return static_cast<const T*>(find(record_type<T>(), id.value));
  }
  // For records that are kept under another record's id.
  template <class T>
  const T* find_at(std::uint64_t key) {
    return static_cast<const T*>(find(record_type<T>(), key));
  }

  // Throws std::logic_error when the key is taken: an event told a lie.
  template <class T>
  T& insert(T record) {
    const std::uint64_t key = key_of(record);
    T* kept = static_cast<T*>(begin_insert(record_type<T>(), key));
    *kept = std::move(record);
    kept->version = {};
    return *kept;
  }
  // Throws std::logic_error when there is no such record.
  template <class T>
  T& edit(Id<T> id) {
    return *static_cast<T*>(edit(record_type<T>(), id.value));
  }
  template <class T>
  T& edit_at(std::uint64_t key) {
    return *static_cast<T*>(edit(record_type<T>(), key));
  }
  template <class T>
  void erase(Id<T> id) {
    erase(record_type<T>(), id.value);
  }

  const void* find(const RecordType& type, std::uint64_t key);
  void* begin_insert(const RecordType& type, std::uint64_t key);
  void* edit(const RecordType& type, std::uint64_t key);
  void erase(const RecordType& type, std::uint64_t key);

  // Index look-ups see the store and the changes made here. Ascending keys.
  void find_equal(const RecordType& type, int index, const IndexValue& value, std::size_t limit,
                  std::vector<std::uint64_t>& keys);

  // For the unit of work: the changes as the store takes them, each with its version raised by one.
  std::span<Change> prepare();
  bool empty() const { return entries_.empty(); }
  // Forgets everything; memory is kept for the next use.
  void reset();
  Store& store() { return *store_; }

 private:
  enum class State : std::uint8_t { Read, Inserted, Edited, Erased };
  struct Entry {
    const RecordType* type;
    std::uint64_t key;
    const void* read;  // what the store gave
    void* record;      // our copy
    Version expected;
    State state;
  };
  struct Place {
    const RecordType* type;
    std::uint64_t key;
    friend bool operator==(const Place&, const Place&) = default;
  };
  struct PlaceHash {
    std::size_t operator()(const Place& place) const noexcept {
      return static_cast<std::size_t>(mix_bits(place.key ^ mix_bits(place.type->number)));
    }
  };
  // A command reads a few records, which are found fastest by looking along them; a query may read thousands.
  static constexpr std::size_t few = 32;

  Entry* entry(const RecordType& type, std::uint64_t key);
  void* own_copy(const RecordType& type, const void* from);

  Store* store_;
  Arena arena_;
  std::vector<Entry> entries_;
  std::unordered_map<Place, std::size_t, PlaceHash> places_;  // in entries_, where they are many; only looked up
  std::size_t placed_ = 0;                                    // entries that are in it
  std::vector<Change> prepared_;
};

}  // namespace pizza
