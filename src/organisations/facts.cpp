#include "organisations/facts.h"

#include <array>

namespace openpcn::organisations {

std::string_view name_of(PracticeStatus status) {
    constexpr std::array<std::string_view, 4> names{"active", "closed", "dormant", "proposed"};
    return names[static_cast<std::size_t>(status)];
}

std::string_view name_of(PracticeKind kind) {
    constexpr std::array<std::string_view, 2> names{"gp_practice", "other_prescribing_site"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(CommissionerKind kind) {
    constexpr std::array<std::string_view, 3> names{"commissioner", "system", "region"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace openpcn::organisations
