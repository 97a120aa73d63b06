#include "api/formation_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/agreement_desk.h"
#include "api/area_lookup.h"
#include "api/formation_desk.h"
#include "api/governance_desk.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using networks::Stage;

void say_signatures(std::vector<std::string>& said, const agreement::AgreementStanding& standing) {
    const auto say = [&](const OdsCode& code, std::string_view what) {
        said.push_back(fmt::format("{} {}.", code.text(), what));
    };
    for (const OdsCode& code : standing.members_not_named) say(code, "is not named in it");
    for (const OdsCode& code : standing.named_but_not_members)
        say(code, "is named in it and is no member");
    for (const auto& one : standing.signed_earlier)
        say(one.practice, fmt::format("signed version {}, which was changed since", one.version));
    for (const auto& one : standing.partly_signed)
        say(one.practice,
            fmt::format("has {} of {} partners' signatures", one.partners_signed, one.partners));
    for (const OdsCode& code : standing.not_signed) say(code, "has not signed");
}

bool is_proposed(Stage stage) {
    return stage != Stage::draft && stage != Stage::returned && stage != Stage::closed;
}

// Areas of other networks of the same commissioner that were submitted here by the day. Of those
// that are live on `first_day` the lookup has the area that holds then.
Result<std::vector<NamedArea>> other_areas(database::Connection& connection,
                                           const persistence::NetworkRow& own, Date first_day,
                                           Date day) {
    TRY_ASSIGN(const auto rows, persistence::all_networks(connection));
    const bool is_today = day == io::today_in_london();
    std::vector<NamedArea> areas;
    for (const auto& row : rows) {
        if (row.id == own.id || row.commissioner != own.commissioner) continue;
        Stage stage = row.stage;
        if (!is_today) {
            TRY_ASSIGN(const auto kept, kept_review(connection, row, day));
            stage = kept.review.stage;
        }
        if (!is_proposed(stage) || (stage == Stage::live && row.code && row.starts <= first_day))
            continue;
        TRY_ASSIGN(auto submissions, kept_submissions(connection, row.id, day));
        if (submissions.empty() || submissions.front().registration.area.is_empty()) continue;
        areas.push_back({row.code ? row.code->text() : row.id, row.name,
                         std::move(submissions.front().registration.area)});
    }
    return areas;
}

}  // namespace

Result<std::optional<formation::AgreementFacts>> agreement_facts(ApiParts& parts,
                                                                 database::Connection& connection,
                                                                 std::string_view network,
                                                                 std::span<const OdsCode> members,
                                                                 Date day) {
    TRY_ASSIGN(const auto templates, agreement_templates_of(parts.state.read().pack().files()));
    TRY_ASSIGN(const auto standing,
               agreement_standing(connection, network, members, templates, day));
    if (standing.version == 0) return std::optional<formation::AgreementFacts>();
    formation::AgreementFacts facts;
    facts.is_initial_ready = standing.is_initial_ready();
    facts.is_complete = standing.is_complete();
    facts.complete_hindrances = standing.hindrances();
    say_signatures(facts.hindrances, standing);
    for (const auto& missing : standing.missing_for_initial)
        facts.hindrances.push_back(fmt::format("{}: {}", missing.schedule, missing.what));
    return std::optional(std::move(facts));
}

Result<formation::PeopleFacts> people_facts(ApiParts& parts, database::Connection& connection,
                                            const persistence::NetworkRow& row,
                                            const organisations::RegisterView& view, Date first_day,
                                            Date day) {
    const Date held = std::max(first_day, day);
    TRY_ASSIGN(const auto content, governance_content_of(parts.state.read().pack().files(), held));
    TRY_ASSIGN(const auto directors, read_directors(connection, row, view, held, day));
    TRY_ASSIGN(const auto payee, read_payee(connection, row.id, held, day));
    const std::vector<std::string> clinicians = content.clinicians();
    formation::PeopleFacts people;
    for (const governance::Post& post : directors)
        people.directors.push_back(
            {post.person, post.share_percent, post.profession,
             std::find(clinicians.begin(), clinicians.end(), post.profession) != clinicians.end()});
    if (payee) people.payees.push_back(payee->name);
    return people;
}

Result<AreaFacts> area_facts(database::Connection& connection,
                             const organisations::RegisterView& view,
                             const persistence::NetworkRow& row,
                             const formation::Registration& registration,
                             const networks::ContractRules* contract, Date day) {
    if (registration.area.is_empty()) return AreaFacts{};
    const auto* commissioner =
        view.commissioner(registration.commissioner.value_or(row.commissioner));
    if (commissioner == nullptr)
        return AreaFacts{std::nullopt, "The register does not know the commissioner."};
    TRY_ASSIGN(const auto lookup, AreaLookup::read(connection, view, *commissioner));
    TRY_ASSIGN(auto others, other_areas(connection, row, view.as_at(), day));
    const AreaProposal proposal{row.code ? row.code->text() : "", registration.members,
                                registration.area, std::move(others)};
    TRY_ASSIGN(auto check, lookup.check(proposal, contract->area ? &*contract->area : nullptr));
    return AreaFacts{std::move(check.findings),
                     fmt::format("{} km\u00b2 in {} pieces.", static_cast<int>(check.square_km),
                                 check.pieces.size())};
}

}  // namespace openpcn::api
