// What the register would show of a change: each network with its list and size before and after,
// how much of the commissioner is covered, who would be left without a network or in two. Pure.
#pragma once

#include "network_changes/register_effects.h"
#include "networks/coverage.h"
#include "networks/size_decision.h"

namespace openpcn::network_changes {

struct MemberOfDay {
    OdsCode code;
    std::string name;
    std::optional<std::int64_t> patients;
};

// A network on one day.
struct NetworkSide {
    std::vector<MemberOfDay> members;  // by code
    networks::SizeDecision size;
};

struct NetworkPreview {
    OdsCode code;
    bool has_code = true;  // false: the code stands in for one that is not given yet
    std::string name;
    std::optional<NetworkSide> before;  // none: it is new
    std::optional<NetworkSide> after;   // none: it ends
    std::vector<OdsCode> joined;
    std::vector<OdsCode> left;
};

struct CoverageSide {
    std::int64_t practices = 0;
    std::int64_t practices_covered = 0;
    std::int64_t patients = 0;
    std::int64_t patients_covered = 0;
    bool is_met = false;
    std::string arithmetic;
};

struct TwoNetworks {
    OdsCode practice;
    OdsCode joins;
    OdsCode other;  // whose member it is on the day
};

struct RegisterPreview {
    Date day;
    RegisterEffects effects;
    std::vector<NetworkPreview> networks;  // the one that asks first
    OdsCode commissioner;
    std::string commissioner_name;
    CoverageSide coverage_before;
    CoverageSide coverage_after;
    std::vector<MemberOfDay> left_out;  // in a network the day before, in none on the day
    std::int64_t left_out_patients = 0;
    std::vector<TwoNetworks> in_two;

    const NetworkPreview* network(const OdsCode& code) const;
};

// The register of the day before, of the day without the change, and of the day with its effects
// laid over it.
struct ThreeViews {
    const organisations::RegisterView* before = nullptr;
    const organisations::RegisterView* on_day = nullptr;
    const organisations::RegisterView* after = nullptr;
};

struct PreviewQuestion {
    const ChangeRequest* request = nullptr;
    OdsCode own;           // code of the network that asks
    OdsCode commissioner;  // its lead commissioner
    RegisterEffects effects;
};
RegisterPreview preview_register(const PreviewQuestion& question, const ThreeViews& views,
                                 const networks::ContractRules& rules);

// The name of a practice or network in the view, or its code.
std::string practice_name(const organisations::RegisterView& view, const OdsCode& code);
std::string network_name(const organisations::RegisterView& view, const OdsCode& code);

}  // namespace openpcn::network_changes
