#include "network_changes/register_preview.h"

#include <algorithm>

namespace openpcn::network_changes {
namespace {

using organisations::NetworkEntry;
using organisations::PracticeEntry;
using organisations::RegisterView;
using organisations::Standing;

const NetworkEntry* network_in(const RegisterView& view, const OdsCode& code) {
    const auto found = view.networks().find(code);
    return found == view.networks().end() ? nullptr : &found->second;
}

MemberOfDay member_of_day(const PracticeEntry& entry) {
    MemberOfDay made{entry.code, entry.name.empty() ? entry.code.text() : entry.name, std::nullopt};
    if (entry.list) made.patients = entry.list->patients;
    return made;
}

std::optional<NetworkSide> side_of(const RegisterView& view, const OdsCode& code,
                                   const networks::SizeRule& rule) {
    const NetworkEntry* entry = network_in(view, code);
    if (entry == nullptr || !entry->is_open) return std::nullopt;
    NetworkSide side;
    for (const OdsCode& member : entry->members)
        side.members.push_back(member_of_day(view.practices().at(member)));
    side.size = networks::decide_size(rule, view, *entry);
    return side;
}

bool holds(const std::optional<NetworkSide>& side, const OdsCode& code) {
    return side &&
           std::ranges::find(side->members, code, &MemberOfDay::code) != side->members.end();
}

std::vector<OdsCode> only_in(const std::optional<NetworkSide>& one,
                             const std::optional<NetworkSide>& other) {
    std::vector<OdsCode> codes;
    if (!one) return codes;
    for (const MemberOfDay& member : one->members)
        if (!holds(other, member.code)) codes.push_back(member.code);
    return codes;
}

CoverageSide coverage_side(const RegisterView& view, const OdsCode& commissioner,
                           const networks::CoverageRule& rule) {
    const networks::Coverage coverage = networks::coverage_of(view, commissioner);
    return {coverage.practices,        coverage.practices_covered, coverage.patients,
            coverage.patients_covered, coverage.meets(rule),       coverage.arithmetic};
}

bool is_covered(const RegisterView& view, const PracticeEntry& entry) {
    if (entry.standing != Standing::member || !entry.network) return false;
    const NetworkEntry* network = network_in(view, *entry.network);
    return network != nullptr && network->is_open;
}

void add_left_out(RegisterPreview& preview, const ThreeViews& views) {
    for (const auto& [code, entry] : views.before->practices()) {
        if (!is_covered(*views.before, entry)) continue;
        const auto next = views.after->practices().find(code);
        if (next == views.after->practices().end() ||
            next->second.standing == Standing::not_counted ||
            is_covered(*views.after, next->second))
            continue;
        preview.left_out.push_back(member_of_day(next->second));
        preview.left_out_patients += preview.left_out.back().patients.value_or(0);
    }
}

// Whose membership elsewhere does not end by this change.
void add_in_two(RegisterPreview& preview, const RegisterView& on_day) {
    for (const BegunMembership& begun : preview.effects.begins) {
        const auto found = on_day.practices().find(begun.practice);
        if (found == on_day.practices().end() || !is_covered(on_day, found->second)) continue;
        const OdsCode& other = *found->second.network;
        const bool ends = std::ranges::any_of(preview.effects.ends, [&](const auto& one) {
            return one.practice == begun.practice && one.network == other;
        });
        if (!ends && other != begun.network)
            preview.in_two.push_back({begun.practice, begun.network, other});
    }
}

}  // namespace

const NetworkPreview* RegisterPreview::network(const OdsCode& code) const {
    const auto found = std::ranges::find(networks, code, &NetworkPreview::code);
    return found == networks.end() ? nullptr : &*found;
}

std::string practice_name(const RegisterView& view, const OdsCode& code) {
    const auto found = view.practices().find(code);
    return found == view.practices().end() || found->second.name.empty() ? code.text()
                                                                         : found->second.name;
}

std::string network_name(const RegisterView& view, const OdsCode& code) {
    const NetworkEntry* entry = network_in(view, code);
    return entry == nullptr || entry->name.empty() ? code.text() : entry->name;
}

RegisterPreview preview_register(const PreviewQuestion& question, const ThreeViews& views,
                                 const networks::ContractRules& rules) {
    RegisterPreview preview{views.after->as_at(),
                            question.effects,
                            {},
                            question.commissioner,
                            {},
                            coverage_side(*views.before, question.commissioner, rules.coverage),
                            coverage_side(*views.after, question.commissioner, rules.coverage),
                            {},
                            0,
                            {}};
    if (const auto* entry = views.after->commissioner(question.commissioner))
        preview.commissioner_name = entry->name;
    for (const OdsCode& code : networks_of(*question.request, question.own, question.effects)) {
        NetworkPreview made{code,
                            true,
                            network_name(*views.after, code),
                            side_of(*views.before, code, rules.size),
                            side_of(*views.after, code, rules.size),
                            {},
                            {}};
        const auto opened = std::ranges::find(question.effects.opened, code, &OpenedNetwork::code);
        if (opened != question.effects.opened.end()) made.has_code = opened->has_code;
        made.joined = only_in(made.after, made.before);
        made.left = only_in(made.before, made.after);
        preview.networks.push_back(std::move(made));
    }
    add_left_out(preview, views);
    add_in_two(preview, *views.on_day);
    return preview;
}

}  // namespace openpcn::network_changes
