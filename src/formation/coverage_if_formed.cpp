#include "formation/coverage_if_formed.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

#include "base/grouped_number.h"

namespace openpcn::formation {
namespace {

using organisations::PlaceFact;
using organisations::PracticeEntry;
using organisations::RegisterView;
using organisations::Standing;

double kilometres(const PlaceFact& from, const PlaceFact& to) {
    constexpr double earth_radius_km = 6371.0;
    constexpr double degree = std::numbers::pi / 180;
    const double up = std::sin((to.latitude - from.latitude) * degree / 2);
    const double along = std::sin((to.longitude - from.longitude) * degree / 2);
    const double part =
        up * up + std::cos(from.latitude * degree) * std::cos(to.latitude * degree) * along * along;
    return 2 * earth_radius_km * std::asin(std::min(1.0, std::sqrt(part)));
}

bool is_covered(const RegisterView& view, const PracticeEntry& practice) {
    if (practice.standing != Standing::member || !practice.network) return false;
    const auto network = view.networks().find(*practice.network);
    return network != view.networks().end() && network->second.is_open;
}

StillMissing missing_of(const RegisterView& view, const PracticeEntry& practice,
                        const std::vector<OdsCode>& members) {
    StillMissing made{&practice, std::nullopt, 0};
    if (practice.place == nullptr) return made;
    for (const OdsCode& code : members) {
        const auto member = view.practices().find(code);
        if (member == view.practices().end() || member->second.place == nullptr) continue;
        const double away = kilometres(*practice.place, *member->second.place);
        if (made.nearest_member && made.away_km <= away) continue;
        made.nearest_member = code;
        made.away_km = away;
    }
    return made;
}

}  // namespace

CoverageIfFormed coverage_if_formed(const RegisterView& view, const OdsCode& commissioner,
                                    const std::vector<OdsCode>& members,
                                    const std::set<OdsCode>& planned) {
    CoverageIfFormed coverage;
    for (const auto& [code, practice] : view.practices()) {
        if (practice.commissioner != commissioner) continue;
        const bool joins = std::find(members.begin(), members.end(), code) != members.end();
        if (practice.standing == Standing::not_counted && !joins) continue;
        const bool now = is_covered(view, practice);
        const bool then = now || joins || planned.contains(code);
        const std::int64_t patients = practice.list ? practice.list->patients : 0;
        ++coverage.practices;
        coverage.patients += patients;
        coverage.practices_now += now ? 1 : 0;
        coverage.patients_now += now ? patients : 0;
        coverage.practices_then += then ? 1 : 0;
        coverage.patients_then += then ? patients : 0;
        if (!then) coverage.missing.push_back(missing_of(view, practice, members));
    }
    std::ranges::sort(coverage.missing, {}, [](const StillMissing& one) {
        const auto& list = one.practice->list;
        return std::tuple(!one.nearest_member, one.away_km, list ? -list->patients : 0,
                          one.practice->code);
    });
    coverage.arithmetic = fmt::format(
        "{} of {} practices and {} of {} patients would be in a network; {} and {} are now.",
        grouped(coverage.practices_then), grouped(coverage.practices),
        grouped(coverage.patients_then), grouped(coverage.patients),
        grouped(coverage.practices_now), grouped(coverage.patients_now));
    return coverage;
}

std::string sentence_of(const StillMissing& missing) {
    const PracticeEntry& practice = *missing.practice;
    const std::string list = practice.list ? grouped(practice.list->patients) + " patients"
                                           : std::string("list not known");
    std::string said = fmt::format("{} ({}, {})", practice.name, practice.code.text(), list);
    if (missing.nearest_member)
        said += fmt::format(", {:.1f} km from {}", missing.away_km, missing.nearest_member->text());
    return said;
}

}  // namespace openpcn::formation
