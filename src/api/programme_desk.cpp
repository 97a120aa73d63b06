#include "api/programme_desk.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "api/formation_desk.h"
#include "api/governance_request.h"
#include "api/json_text.h"
#include "api/recorded_change.h"
#include "base/content_of_day.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using programme::ProgrammeContent;
using programme::Term;

// None where the register of the day does not say.
std::optional<OdsCode> commissioner_in_register(const Asker& asker,
                                                const organisations::RegisterView& view) {
    const auto code = OdsCode::parse(asker.organisation);
    if (!code) return std::nullopt;
    if (asker.kind == OrganisationKind::practice) {
        const auto found = view.practices().find(*code);
        return found == view.practices().end() ? std::nullopt : found->second.commissioner;
    }
    const auto found = view.networks().find(*code);
    return found == view.networks().end() ? std::nullopt : found->second.commissioner;
}

Result<OdsCode> commissioner_of(const Asker& asker, const organisations::RegisterView& view,
                                const std::vector<NetworkInView>& networks) {
    if (asker.kind == OrganisationKind::commissioner) return OdsCode::parse(asker.organisation);
    if (const auto code = commissioner_in_register(asker, view)) return *code;
    if (!networks.empty()) return networks.front().row.commissioner;
    return failure({ErrorKind::not_found,
                    "Nothing says which commissioner your organisation belongs to on this day.",
                    "the register", "Ask your administrator to load the national files."});
}

ordered_json term_json(const Term& term) {
    return {{"id", term.id}, {"title", term.title}, {"source", term.source}};
}

}  // namespace

Result<ProgrammeContent> programme_content_of(ApiParts& parts, Date day) {
    const auto pack = parts.state.read().shared_pack();
    std::vector<ProgrammeContent> all;
    for (const services::ContentFile& file : pack->files()) {
        if (!file.path.starts_with("network_programme/") || !file.path.ends_with(".json")) continue;
        TRY_ASSIGN(auto read, programme::parse_programme_content(file.text, file.path));
        all.push_back(std::move(read));
    }
    if (auto* chosen = content_on(all, day)) return std::move(*chosen);
    return failure({ErrorKind::unavailable, "The content says nothing of a programme.",
                    "content/network_programme", "Load a content pack that has it."});
}

std::string ProgrammeInView::name_of_commissioner() const {
    const auto* entry = on_day->view.commissioner(commissioner);
    return entry == nullptr ? commissioner.text() : entry->name;
}

Result<ProgrammeInView> programme_in_view(ApiParts& parts, database::Connection& connection,
                                          const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(auto networks, networks_in_view(parts, connection, call, day));
    TRY_ASSIGN(auto on_day, parts.register_desk.of(day));
    TRY_ASSIGN(const OdsCode commissioner, commissioner_of(call.asker(), on_day->view, networks));
    TRY_ASSIGN(auto content, programme_content_of(parts, day));
    return ProgrammeInView{day,
                           commissioner,
                           call.asker().kind == OrganisationKind::commissioner,
                           std::move(networks),
                           std::move(on_day),
                           std::move(content)};
}

Result<programme::Helped> helped_in(database::Connection& connection, const NetworkInView& network,
                                    Date day) {
    TRY_ASSIGN(const auto kept, kept_registration(connection, network, day));
    return programme::Helped{network.row.id, kept.registration.locality, ""};
}

Result<SentProgrammePaper> sent_programme_paper(const Call& call, const char* field) {
    TRY_ASSIGN(const auto body, json_object(call.request, {field, "based_on"}));
    const auto found = body.find(field);
    if (found == body.end() || !found->is_object())
        return failure({ErrorKind::invalid, fmt::format("The body holds no \"{}\".", field), field,
                        "Send it as an object."});
    SentProgrammePaper sent{found->dump(), 0};
    TRY_ASSIGN(sent.based_on, based_on(body));
    return sent;
}

Result<ordered_json> keep_programme_paper(database::Connection& connection, const Call& call,
                                          ProgrammePaper paper) {
    std::int64_t version = 0;
    const auto keep = [&]() -> Result<void> {
        TRY_ASSIGN(version, persistence::add_paper(connection,
                                                   paper_of(call, paper.owner, paper.kind, paper.id,
                                                            std::move(paper.body)),
                                                   paper.based_on));
        return {};
    };
    TRY(commit_change(connection, call, {paper.said, paper.id, "for " + paper.owner}, keep));
    return ordered_json{{"id", paper.id}, {"version", version}};
}

ordered_json programme_paper_json(const persistence::Paper& paper, const char* field) {
    return {{"id", paper.id},
            {"version", paper.version},
            {"changed_at", paper.at.to_string()},
            {"changed_by", paper.author_name},
            {field, ordered_json::parse(paper.body)}};
}

ordered_json terms_json(const ProgrammeContent& content) {
    ordered_json made{{"bodies", ordered_json::array()},
                      {"group_kinds", ordered_json::array()},
                      {"tracks", ordered_json::array()},
                      {"topics", ordered_json::array()}};
    for (const Term& each : content.bodies) made["bodies"].push_back(term_json(each));
    for (const auto& each : content.group_kinds) {
        ordered_json kind = term_json(each.term);
        kind["expects"] = each.expects;
        made["group_kinds"].push_back(std::move(kind));
    }
    for (const auto& each : content.tracks) {
        ordered_json track = term_json(each.term);
        track["expected"] = each.is_expected;
        made["tracks"].push_back(std::move(track));
    }
    for (const Term& each : content.topics) made["topics"].push_back(term_json(each));
    return made;
}

}  // namespace openpcn::api
