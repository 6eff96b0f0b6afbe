// SPDX-License-Identifier: Apache-2.0
// Vectors that are read all over the place: in large pages where the system has them, which saves the processor most
// of its look-ups of where a page lies (a fifth of a question's time on the map of a large city).
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace pizza::maps {

template <class T>
struct LargePages {
  using value_type = T;

  LargePages() = default;
  template <class Other>
  LargePages(const LargePages<Other>&) {}

  T* allocate(std::size_t count) {
    if (count > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_alloc();
    const std::size_t page = count * sizeof(T) < large_page ? std::size_t{64} : large_page;
    const std::size_t bytes = (count * sizeof(T) + page - 1) / page * page;
    void* const memory = std::aligned_alloc(page, bytes);
    if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    // Where it is refused, small pages do.
    if (page == large_page) (void)madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t) noexcept {
    std::free(memory);
  }

  friend bool operator==(const LargePages&, const LargePages&) {
    return true;
  }

 private:
  static constexpr std::size_t large_page = std::size_t{2} << 20;
};

template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

}  // namespace pizza::maps
