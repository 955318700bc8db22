#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace portero::base {

// An identifier that cannot be taken for another one: using LegId = Id<struct LegTag>.
// Value is a number, or any type with equality and order.
template <class Tag, class Value = std::uint64_t>
class Id {
 public:
  using value_type = Value;

  explicit constexpr Id(Value value) : value_(value) {}

  [[nodiscard]] constexpr const Value& value() const { return value_; }

  constexpr auto operator<=>(const Id&) const = default;

 private:
  Value value_;
};

// Counts 1, 2, 3, ..., or on from another number: a new id each time. Not random: unique within its
// owner only.
template <class IdType>
class IdSequence {
 public:
  constexpr explicit IdSequence(typename IdType::value_type last = {}) : last_(last) {}

  constexpr IdType next() { return IdType{++last_}; }

 private:
  typename IdType::value_type last_;
};

}  // namespace portero::base

template <class Tag, class Value>
struct std::hash<portero::base::Id<Tag, Value>> {
  std::size_t operator()(const portero::base::Id<Tag, Value>& id) const {
    return std::hash<Value>{}(id.value());
  }
};
