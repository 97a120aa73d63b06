#include "api/change_areas.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/area_lookup.h"
#include "networks/area_check.h"

namespace openpcn::api {
namespace {

using network_changes::AreaPreview;
using network_changes::ChangeKind;
using network_changes::ChangeRequest;
using network_changes::Follows;
using network_changes::NetworkPreview;
using network_changes::RegisterPreview;
using networks::AreaFinding;
using networks::AreaOutcome;
using networks::AreaRuleId;
using networks::NeighbourArea;
using networks::Shape;
using organisations::RegisterView;

constexpr double cell_m = 100;

std::string pieces(std::size_t number) {
    return number == 1 ? "1 piece" : fmt::format("{} pieces", number);
}

std::optional<bool> is_inside(std::span<const Shape> shapes,
                              const std::optional<networks::MapPoint>& place) {
    if (!place) return std::nullopt;
    return std::ranges::any_of(shapes, [&](const Shape& shape) { return contains(shape, *place); });
}

void add_members(AreaPreview& made, const NetworkPreview& network, const RegisterView& view,
                 std::span<const Shape> shapes) {
    if (!network.after) return;
    for (const auto& member : network.after->members) {
        const auto site = member_of(view, member.code);
        made.members.push_back({member.code, member.name,
                                shapes.empty() ? std::nullopt : is_inside(shapes, site.place)});
    }
}

AreaFinding sites_finding(const AreaPreview& area, const networks::AreaRule* rule) {
    std::size_t inside = 0;
    std::size_t outside = 0;
    std::string names;
    for (const auto& site : area.members) {
        if (!site.is_inside) continue;
        if (*site.is_inside) {
            ++inside;
        } else {
            ++outside;
            names += (names.empty() ? "" : ", ") + site.practice.text();
        }
    }
    const std::size_t unknown = area.members.size() - inside - outside;
    std::string said =
        fmt::format("{} of {} members' sites lie inside.", inside, area.members.size());
    if (outside > 0) said += fmt::format(" Outside: {}.", names);
    if (unknown > 0) said += fmt::format(" The place of {} is not known.", unknown);
    const AreaOutcome outcome = outside > 0   ? AreaOutcome::to_explain
                                : unknown > 0 ? AreaOutcome::not_known
                                              : AreaOutcome::met;
    return {AreaRuleId::sites_inside, outcome, std::move(said),
            rule == nullptr ? "" : rule->sites_inside};
}

// The area as it stands, or all of those that go into it, put together.
void add_standing(AreaPreview& made, const std::vector<Shape>& shapes,
                  const networks::AreaRule* rule) {
    made.is_known = true;
    networks::AreaQuestion question;
    question.areas = shapes;
    question.cell_m = cell_m;
    const auto check = networks::check_areas(question);
    const auto& area = check.areas.front();
    made.note = fmt::format("{} km\u00b2 in {}.", static_cast<int>(area.square_km + 0.5),
                            pieces(area.parts.size()));
    made.findings.push_back({AreaRuleId::contiguous,
                             area.is_contiguous() ? AreaOutcome::met : AreaOutcome::to_explain,
                             made.note, rule == nullptr ? "" : rule->contiguous});
    made.findings.push_back(sites_finding(made, rule));
}

class Areas {
public:
    Areas(const ChangeRequest& request, const RegisterPreview& preview, const RegisterView& on_day,
          const networks::AreaRule* rule, const AreaLookup& lookup)
        : request_(request), preview_(preview), view_(on_day), rule_(rule), lookup_(lookup) {}

    Result<AreaPreview> of(const NetworkPreview& network) const {
        AreaPreview made{network.code, network.name, false, {}, {}, {}};
        const bool is_asked_for =
            request_.kind == ChangeKind::new_area && network.code == preview_.networks.front().code;
        if (is_asked_for) {
            TRY(add_new(made, network));
            return made;
        }
        const bool is_new_part =
            request_.kind == ChangeKind::network_splits && !network.before.has_value();
        const auto shapes = is_new_part ? std::vector<Shape>() : shapes_of(network.code);
        add_members(made, network, view_, shapes);
        if (shapes.empty())
            made.note = is_new_part ? "The network is new: its area is still to be agreed."
                                    : "No area of this network is known here.";
        else
            add_standing(made, shapes, rule_);
        if (request_.kind == ChangeKind::network_splits && made.is_known)
            made.note += " It is the area from before the split.";
        return made;
    }

private:
    std::vector<Shape> shapes_of(const OdsCode& code) const {
        std::vector<std::string> sources{code.text()};
        for (const auto& one : preview_.effects.successions)
            if (one.what == Follows::network && one.successor == code &&
                request_.kind == ChangeKind::networks_merge)
                sources.push_back(one.predecessor.text());
        std::vector<Shape> shapes;
        for (const NeighbourArea& area : lookup_.networks())
            if (std::ranges::find(sources, area.code) != sources.end())
                for (const Shape& shape : area.shapes)
                    shapes.push_back({code.text(), shape.name, shape.rings});
        return shapes;
    }

    Result<void> add_new(AreaPreview& made, const NetworkPreview& network) const {
        AreaProposal proposal{network.code.text(), {}, request_.area, {}};
        if (network.after)
            for (const auto& member : network.after->members)
                proposal.members.push_back(member.code);
        TRY_ASSIGN(const auto check, lookup_.check(proposal, rule_));
        made.is_known = true;
        made.note = fmt::format("{} km\u00b2 in {}.", static_cast<int>(check.square_km + 0.5),
                                pieces(check.pieces.size()));
        made.findings = check.findings;
        if (!network.after) return {};
        for (const auto& member : network.after->members) {
            const auto among = [&](const std::vector<networks::ProposedMember>& sites) {
                return std::ranges::find(sites, member.code.text(),
                                         &networks::ProposedMember::practice) != sites.end();
            };
            std::optional<bool> inside;
            if (!among(check.sites_not_known)) inside = !among(check.sites_outside);
            made.members.push_back({member.code, member.name, inside});
        }
        return {};
    }

    const ChangeRequest& request_;
    const RegisterPreview& preview_;
    const RegisterView& view_;
    const networks::AreaRule* rule_;
    const AreaLookup& lookup_;
};

AreaPreview not_known(const NetworkPreview& network, const RegisterView& on_day) {
    AreaPreview made{network.code, network.name,
                     false,        "The register does not know the network's commissioner.",
                     {},           {}};
    add_members(made, network, on_day, {});
    return made;
}

}  // namespace

Result<std::vector<AreaPreview>> areas_of_change(database::Connection& connection,
                                                 const ChangeRequest& request,
                                                 const RegisterPreview& preview,
                                                 const RegisterView& on_day,
                                                 const networks::AreaRule* rule) {
    std::vector<AreaPreview> all;
    // A group leaves each network's area as it is.
    if (request.kind == ChangeKind::shared_director) return all;
    const auto* commissioner = on_day.commissioner(preview.commissioner);
    if (commissioner == nullptr) {
        for (const NetworkPreview& network : preview.networks)
            if (network.after) all.push_back(not_known(network, on_day));
        return all;
    }
    TRY_ASSIGN(const auto lookup, AreaLookup::read(connection, on_day, *commissioner));
    const Areas areas(request, preview, on_day, rule, lookup);
    for (const NetworkPreview& network : preview.networks) {
        if (!network.after) continue;
        TRY_ASSIGN(auto made, areas.of(network));
        all.push_back(std::move(made));
    }
    return all;
}

}  // namespace openpcn::api
