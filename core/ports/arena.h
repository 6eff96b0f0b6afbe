// SPDX-License-Identifier: Apache-2.0
// Memory of one unit of work: given out by moving a pointer, taken back all at once.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace pizza {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() { clear(); }

  void* allocate(std::size_t size, std::size_t alignment) {
    std::size_t start = (used_ + alignment - 1) & ~(alignment - 1);
    if (block_ == nullptr || start + size > block_size_) {
      grow(size + alignment);
      start = (used_ + alignment - 1) & ~(alignment - 1);
    }
    used_ = start + size;
    return block_ + start;
  }

  // Has `destroy` called on `object` when the arena is cleared; latest first.
  void on_clear(void* object, void (*destroy)(void*)) { owned_.push_back({object, destroy}); }

  void clear() {
    for (std::size_t i = owned_.size(); i-- > 0;) owned_[i].destroy(owned_[i].object);
    owned_.clear();
    if (blocks_.size() > 1) blocks_.resize(1);
    block_ = blocks_.empty() ? nullptr : blocks_.front().get();
    block_size_ = blocks_.empty() ? 0 : first_size;
    used_ = 0;
  }

 private:
  static constexpr std::size_t first_size = 16 * 1024;
  struct Owned {
    void* object;
    void (*destroy)(void*);
  };

  void grow(std::size_t at_least) {
    const std::size_t size = blocks_.empty() && at_least <= first_size ? first_size : 4 * first_size + at_least;
    if (blocks_.empty() && size != first_size) blocks_.push_back(std::make_unique<std::byte[]>(first_size));
    blocks_.push_back(std::make_unique<std::byte[]>(size));
    block_ = blocks_.back().get();
    block_size_ = size;
    used_ = 0;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::vector<Owned> owned_;
  std::byte* block_ = nullptr;  // operator new aligns it for every ordinary type
  std::size_t block_size_ = 0;
  std::size_t used_ = 0;
};

}  // namespace pizza
