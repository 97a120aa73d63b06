// Result<T>: a value or an Error. The project's only two macros besides INVARIANT live here and
// there; see CONTRIBUTING.md.
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "base/error.h"

namespace openpcn {

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace openpcn

#define OPENPCN_JOIN_(a, b) a##b
#define OPENPCN_JOIN(a, b) OPENPCN_JOIN_(a, b)

// TRY_ASSIGN(auto value, expression): the value of a Result, or return its error from here.
#define TRY_ASSIGN(declaration, expression)                                                \
    auto OPENPCN_JOIN(try_result_, __LINE__) = (expression);                               \
    if (!OPENPCN_JOIN(try_result_, __LINE__))                                              \
        return ::openpcn::failure(std::move(OPENPCN_JOIN(try_result_, __LINE__).error())); \
    declaration = std::move(*OPENPCN_JOIN(try_result_, __LINE__))

// TRY(expression): the same for a Result<void>, or when the value is not needed.
#define TRY(expression)                                                            \
    do {                                                                           \
        auto try_result = (expression);                                            \
        if (!try_result) return ::openpcn::failure(std::move(try_result.error())); \
    } while (false)
