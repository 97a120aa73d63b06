#include "api/agreement_request.h"

#include <fmt/format.h>

#include <algorithm>

namespace openpcn::api {
namespace {

// An agreement that is not begun is written on the form of the network's first day, or of today
// where it runs already.
Date day_of_form(const NetworkInView& network, Date day) {
    return network.row.stage == networks::Stage::live ? day : network.row.starts;
}

Result<void> read_form(AgreementInView& seen, Date day) {
    if (!seen.papers.versions.empty()) {
        const KeptAgreement& current = seen.papers.versions.front();
        TRY_ASSIGN(seen.form, form_of(current, seen.templates));
        TRY_ASSIGN(auto filled, agreement::parse_filled(*seen.form, current.body));
        seen.filled = std::move(filled);
        return {};
    }
    const auto of_day = agreement::template_on(seen.templates, day_of_form(seen.network, day));
    if (of_day.form == nullptr)
        return failure({ErrorKind::unavailable, "The content has no form of the network agreement.",
                        "content/network_agreement", "Load a content pack that has one."});
    seen.form = of_day.form;
    seen.form_note = of_day.note;
    return {};
}

}  // namespace

Result<AgreementInView> agreement_in_view(ApiParts& parts, database::Connection& connection,
                                          const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(auto network, network_in_view(parts, connection, call, day));
    TRY_ASSIGN(auto of_day, parts.register_desk.of(day));
    AgreementInView seen{std::move(network), std::move(of_day), {}, {}, nullptr, {}, {}, {}};
    TRY_ASSIGN(seen.templates, agreement_templates_of(parts.state.read().pack().files()));
    const bool past = call.request.parameter("as_at").has_value();
    TRY_ASSIGN(seen.papers, agreement_papers(connection, seen.network.row.id,
                                             past ? std::optional(day) : std::nullopt));
    TRY(read_form(seen, day));
    seen.standing = standing_of(seen.papers, *seen.form, seen.filled, seen.network.members);
    return seen;
}

Result<const KeptAgreement*> version_in_view(const AgreementInView& seen, std::string_view number) {
    const auto found = std::find_if(
        seen.papers.versions.begin(), seen.papers.versions.end(),
        [&](const KeptAgreement& kept) { return std::to_string(kept.version) == number; });
    if (found != seen.papers.versions.end()) return &*found;
    return failure({ErrorKind::not_found, "The agreement has no such version.", "version",
                    "Choose one of the list of versions."});
}

std::vector<agreement::NamedMember> named_members(const AgreementInView& seen) {
    std::vector<agreement::NamedMember> members;
    const auto& practices = seen.of_day->view.practices();
    for (const OdsCode& code : seen.network.members) {
        const auto found = practices.find(code);
        if (found == practices.end())
            members.push_back({code, "", ""});
        else
            members.push_back({code, found->second.name, found->second.postcode});
    }
    return members;
}

}  // namespace openpcn::api
