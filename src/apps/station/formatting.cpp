// fmt's functions themselves: whoever has them here needs no library of them, nor the standard
// library that such a one would bring along (docs/decisions/0028-few-libraries.md).
#include <fmt/format-inl.h>

namespace fmt::detail {

template std::locale locale_ref::get<std::locale>() const;
template char decimal_point_impl(locale_ref);
template thousands_sep_result<char> thousands_sep_impl(locale_ref);

}  // namespace fmt::detail
