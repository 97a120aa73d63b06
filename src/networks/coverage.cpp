#include "networks/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/grouped_number.h"

namespace openpcn::networks {
namespace {

using organisations::NetworkEntry;
using organisations::PracticeEntry;
using organisations::RegisterView;
using organisations::Standing;

bool is_of(const PracticeEntry& practice, const std::optional<OdsCode>& commissioner) {
    return !commissioner || practice.commissioner == commissioner;
}

const NetworkEntry* network_of(const RegisterView& view, const PracticeEntry& practice) {
    if (!practice.network) return nullptr;
    const auto found = view.networks().find(*practice.network);
    return found == view.networks().end() ? nullptr : &found->second;
}

// Cut, not rounded: 99.996 % is not all.
std::string percent(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return "none";
    const std::int64_t hundredths = part * 10'000 / whole;
    return fmt::format("{}.{:02} %", hundredths / 100, hundredths % 100);
}

}  // namespace

bool Coverage::meets(const CoverageRule& rule) const {
    return practices_covered * 100 >= practices * rule.percent &&
           patients_covered * 100 >= patients * rule.percent && lists_missing == 0;
}

Coverage coverage_of(const RegisterView& view, const std::optional<OdsCode>& commissioner) {
    Coverage coverage;
    for (const auto& [code, practice] : view.practices()) {
        if (practice.standing == Standing::not_counted || !is_of(practice, commissioner)) continue;
        const NetworkEntry* network = network_of(view, practice);
        const bool is_member = practice.standing == Standing::member;
        const bool covered = is_member && network != nullptr && network->is_open;
        const std::int64_t patients = practice.list ? practice.list->patients : 0;
        ++coverage.practices;
        coverage.patients += patients;
        if (!practice.list) ++coverage.lists_missing;
        if (covered) {
            ++coverage.practices_covered;
            coverage.patients_covered += patients;
        } else {
            coverage.not_covered.push_back({&practice, is_member});
        }
    }
    const auto order = [](const NotCovered& one) {
        const auto& list = one.practice->list;
        return std::tuple(list ? -list->patients : 0, one.practice->code);
    };
    std::ranges::sort(coverage.not_covered, {}, order);
    coverage.arithmetic = fmt::format(
        "{} of {} practices ({}), {} of {} patients ({}) are in an open network.",
        grouped(coverage.practices_covered), grouped(coverage.practices),
        percent(coverage.practices_covered, coverage.practices), grouped(coverage.patients_covered),
        grouped(coverage.patients), percent(coverage.patients_covered, coverage.patients));
    if (coverage.lists_missing > 0)
        coverage.arithmetic += fmt::format(" The lists of {} practices are not known.",
                                           grouped(coverage.lists_missing));
    return coverage;
}

std::vector<CrossBorder> cross_border_of(const RegisterView& view,
                                         const std::optional<OdsCode>& commissioner) {
    std::vector<CrossBorder> found;
    for (const auto& [code, practice] : view.practices()) {
        const NetworkEntry* network = network_of(view, practice);
        if (network == nullptr || practice.standing != Standing::member) continue;
        if (!practice.commissioner || !network->commissioner ||
            practice.commissioner == network->commissioner)
            continue;
        if (is_of(practice, commissioner) || network->commissioner == commissioner)
            found.push_back({&practice, network});
    }
    std::ranges::sort(found, {}, [](const CrossBorder& one) {
        return std::tie(one.network->code, one.practice->code);
    });
    return found;
}

std::vector<SeveralNetworks> in_several_networks(const RegisterView& view,
                                                 const std::optional<OdsCode>& commissioner) {
    std::vector<SeveralNetworks> found;
    // A mapping names one network a practice, and is newer than the memberships beside it.
    if (view.basis().mapping) return found;
    for (const auto& [code, practice] : view.practices()) {
        if (practice.standing != Standing::member || !is_of(practice, commissioner)) continue;
        std::vector<OdsCode> networks;
        for (const auto* membership : view.memberships_of(code)) {
            if (membership->practice == code && membership->period.holds_on(view.as_at()))
                networks.push_back(membership->network);
        }
        std::ranges::sort(networks);
        const auto again = std::ranges::unique(networks);
        networks.erase(again.begin(), again.end());
        if (networks.size() > 1) found.push_back({code, std::move(networks)});
    }
    return found;
}

}  // namespace openpcn::networks
