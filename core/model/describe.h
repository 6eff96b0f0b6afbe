// SPDX-License-Identifier: Apache-2.0
// One description a record. It is written once, as a constexpr list beside the struct, and everything else derives
// from it: the schema at run time, the wire format, the stores' tables, the API's JSON, the state hash.
//
//   struct Ticket {
//     TicketId id; OrderId order; Version version;
//     static constexpr auto description() {
//       return record("tickets", key<&Ticket::id>("ticket_id"), field<&Ticket::order>("order_id", Index::Hash));
//     }
//   };
//
// Nested structures are described the same way; events use their key for the aggregate they belong to.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/model/geo_point.h"
#include "core/model/ids.h"
#include "core/model/instant.h"
#include "core/model/money.h"
#include "core/model/schema.h"

namespace pizza {

// Counts the commits that changed a record, from 1. Kept by the unit of work; a commit names the version it read.
struct Version {
  std::uint32_t value = 0;
  friend constexpr auto operator<=>(const Version&, const Version&) = default;
};

template <class>
struct MemberTraits;
template <class C, class T>
struct MemberTraits<T C::*> {
  using Class = C;
  using Type = T;
};

enum class PartRole : std::uint8_t { Key, Field, ShardBy, KeepFor };

template <auto Member>
struct FieldPart {
  static constexpr auto member = Member;
  static constexpr bool is_field = true;
  using Class = typename MemberTraits<decltype(Member)>::Class;
  using Type = typename MemberTraits<decltype(Member)>::Type;
  std::string_view name;
  PartRole role = PartRole::Field;
  Index index = Index::None;
  Secrecy secrecy = Secrecy::Open;
};

template <auto Member>
struct ShardPart {
  static constexpr auto member = Member;
  static constexpr bool is_field = false;
};

struct KeepPart {
  static constexpr bool is_field = false;
  Duration how_long;
};

template <auto Member>
constexpr FieldPart<Member> key(std::string_view name = "id") {
  return {name, PartRole::Key, Index::None, Secrecy::Open};
}
template <auto Member>
constexpr FieldPart<Member> field(std::string_view name, Index index = Index::None, Secrecy secrecy = Secrecy::Open) {
  return {name, PartRole::Field, index, secrecy};
}
template <auto Member>
constexpr ShardPart<Member> shard_by() {
  return {};
}
constexpr KeepPart keep_for(Duration how_long) {
  return {how_long};
}

// Parts by their places. A std::tuple would do the same, and made every file that includes records five times as slow
// to compile.
template <std::size_t Place, class Part>
struct PartAt {
  Part part;
};
template <class Places, class... Parts>
struct PartList;
template <std::size_t... Place, class... Parts>
struct PartList<std::index_sequence<Place...>, Parts...> : PartAt<Place, Parts>... {
  template <class Visit>
  constexpr void each(Visit&& visit) const {
    (visit(static_cast<const PartAt<Place, Parts>&>(*this).part), ...);
  }
};

template <class... Parts>
struct Description {
  std::string_view name;
  PartList<std::index_sequence_for<Parts...>, Parts...> parts;
};

template <class... Parts>
constexpr Description<Parts...> record(std::string_view name, Parts... parts) {
  return {name, {{parts}...}};
}

// Types that cannot hold their own description.
constexpr auto description_of(std::type_identity<Money>);
constexpr auto description_of(std::type_identity<GeoPoint>);

template <class T>
concept DescribesItself = requires {
  T::description();
};
template <class T>
concept Described = DescribesItself<T> || std::is_same_v<T, Money> || std::is_same_v<T, GeoPoint>;

// GeoPoint's members mean degrees; the marker lets the schema say so.
struct DegreesMarker {};

constexpr auto description_of(std::type_identity<Money>) {
  return record("money", field<&Money::minor>("minor"), field<&Money::currency>("currency"));
}
constexpr auto description_of(std::type_identity<GeoPoint>) {
  return record("geo_point", field<&GeoPoint::lat>("lat"), field<&GeoPoint::lon>("lon"));
}

template <Described T>
constexpr auto describe() {
  if constexpr (DescribesItself<T>) {
    return T::description();
  } else {
    return description_of(std::type_identity<T>{});
  }
}

// Calls visit(part, number) for each field, number from 1.
template <Described T, class Visit>
constexpr void for_each_field(Visit&& visit) {
  constexpr auto description = describe<T>();
  std::uint16_t number = 0;
  description.parts.each([&](const auto& part) {
    if constexpr (std::remove_cvref_t<decltype(part)>::is_field) visit(part, ++number);
  });
}

// The number of the field behind a pointer to member; 0 when it is not described.
template <auto Member>
consteval std::uint16_t field_number() {
  using Class = typename MemberTraits<decltype(Member)>::Class;
  std::uint16_t found = 0;
  for_each_field<Class>([&](const auto& part, std::uint16_t number) {
    using Part = std::remove_cvref_t<decltype(part)>;
    if constexpr (std::is_same_v<std::remove_cv_t<decltype(Part::member)>, std::remove_cv_t<decltype(Member)>>) {
      if (Part::member == Member) found = number;
    }
  });
  return found;
}

// Enumerations give their names through an overload found by argument-dependent lookup:
//   constexpr std::span<const std::string_view> names_of(Station);
template <class T>
concept NamedEnum = std::is_enum_v<T> && requires(T t) {
  names_of(t);
};

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::true_type {};
template <class T, std::size_t N>
struct IsList<std::array<T, N>> : std::true_type {};
template <class T>
struct IsId : std::false_type {};
template <class T>
struct IsId<Id<T>> : std::true_type {};

// Scalars are all carried as 64-bit integers.
template <class T>
concept Scalar = std::is_integral_v<T> || std::is_enum_v<T> || IsId<T>::value || std::is_same_v<T, Instant> ||
    std::is_same_v<T, Duration> || std::is_same_v<T, Version>;

template <Scalar T>
constexpr std::int64_t to_integer(const T& value) {
  if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
    return static_cast<std::int64_t>(value);
  } else if constexpr (std::is_same_v<T, Instant> || std::is_same_v<T, Duration>) {
    return value.ms;
  } else {
    return static_cast<std::int64_t>(value.value);
  }
}

template <Scalar T>
constexpr T from_integer(std::int64_t value) {
  if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
    return static_cast<T>(value);
  } else if constexpr (std::is_same_v<T, Instant> || std::is_same_v<T, Duration>) {
    return T{value};
  } else {
    return T{static_cast<decltype(T::value)>(value)};
  }
}

}  // namespace pizza
