#pragma once

#include <concepts>

namespace portero::base {

// The visitor made of lambdas: std::visit(overloaded{[](const A&) {}, [](const B&) {}}, variant).
template <class... Lambdas>
struct overloaded : Lambdas... {
  using Lambdas::operator()...;
};

// For a lambda that names every alternative it passes over, so that a new one fails to compile:
// [](const OneOf<LegHeld, LegResumed> auto&) {}
template <class T, class... Alternatives>
concept OneOf = (std::same_as<T, Alternatives> || ...);

}  // namespace portero::base
