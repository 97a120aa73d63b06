#include "api/area_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/formation_json.h"
#include "formation/coverage_if_formed.h"
#include "formation/json_fields.h"

namespace openpcn::api {
namespace {

using formation::Severity;
using networks::Stage;
using nlohmann::ordered_json;

constexpr std::size_t networks_max = 500;

bool is_candidate(const ReviewMoment& moment) {
    const Stage stage = moment.kept.review.stage;
    return stage == Stage::under_review ||
           (stage == Stage::in_dispute && !moment.kept.review.has_open_issue());
}

// What the committee must know of an area, and whatever else it has to decide by name. The size
// has a decision of its own.
bool stands_against(const formation::Finding& finding) {
    if (finding.task == formation::Task::area)
        return finding.severity != Severity::met && finding.severity != Severity::told;
    return finding.severity == Severity::to_decide && finding.id != "size_below";
}

// A network stands in others' findings by its code, or its id until it has one.
const ReviewMoment* candidate_of(const AreaBatch& batch, const std::string& code) {
    const auto found = std::find_if(
        batch.candidates.begin(), batch.candidates.end(), [&](const ReviewMoment* moment) {
            return code == (moment->row.code ? moment->row.code->text() : moment->row.id);
        });
    return found == batch.candidates.end() ? nullptr : *found;
}

// An overlap of two candidates is one obstacle, whichever of the two is asked first; what the
// network shares with others stays its own.
void add_overlaps(AreaBatch& batch, const ReviewMoment& moment, const formation::Finding& finding) {
    formation::Finding own = finding;
    own.neighbours.clear();
    std::string with_others;
    for (const auto& part : finding.neighbours) {
        const ReviewMoment* other = candidate_of(batch, part.code);
        if (other == nullptr) {
            with_others += (with_others.empty() ? "" : ", ") + part.text;
            own.neighbours.push_back(part);
            continue;
        }
        const auto [first, second] = std::minmax(moment.row.id, other->row.id);
        const std::string id = fmt::format("{}+{}:{}", first, second, finding.id);
        const bool known = std::any_of(batch.obstacles.begin(), batch.obstacles.end(),
                                       [&](const AreaObstacle& one) { return one.id == id; });
        if (known) continue;
        formation::Finding pair = finding;
        pair.neighbours = {part};
        pair.title = "Two areas overlap";
        pair.arithmetic = fmt::format("{} overlaps {}.", moment.registration.name, part.text);
        batch.obstacles.push_back({id, &moment, other, std::move(pair)});
    }
    if (own.neighbours.empty()) return;
    own.arithmetic = fmt::format("It overlaps {}.", with_others);
    batch.obstacles.push_back(
        {fmt::format("{}:{}", moment.row.id, finding.id), &moment, nullptr, std::move(own)});
}

void add_coverage(AreaBatch& batch, const organisations::RegisterView& view,
                  const OdsCode& commissioner, const std::vector<ReviewMoment>& moments) {
    const auto coverage =
        formation::coverage_if_formed(view, commissioner, {}, planned_members(moments));
    if (coverage.practices == 0 || coverage.is_full()) return;
    formation::Finding finding{"coverage",
                               formation::Task::practices,
                               Severity::to_decide,
                               "Practices would still be without a network",
                               coverage.arithmetic,
                               "",
                               "",
                               "Settle where they belong, or say why the areas are agreed before.",
                               {},
                               ""};
    for (const auto& one : coverage.missing) finding.practices.push_back(one.practice->code);
    if (!moments.empty())
        if (const auto* clause = moments.front().checked.rules->clause("coverage")) {
            finding.clause = clause->clause;
            finding.source = clause->source;
        }
    batch.obstacles.push_back({"coverage", nullptr, nullptr, std::move(finding)});
}

}  // namespace

Result<std::vector<ReviewMoment>> moments_of_commissioner(ApiParts& parts,
                                                          database::Connection& connection,
                                                          const FormationContent& content,
                                                          const Call& call, Date day) {
    std::vector<ReviewMoment> moments;
    TRY_ASSIGN(const auto seen, networks_in_view(parts, connection, call, day));
    for (const NetworkInView& network : seen) {
        if (network.part != Part::commissioner || network.row.from_register) continue;
        TRY_ASSIGN(auto moment, review_moment(parts, connection, content, network, day));
        // It came of a merger or a split: nobody forms it.
        const bool was_formed = moment.begun || moment.kept.version > 0;
        if (!was_formed && moment.row.stage == Stage::live) continue;
        // Written later than the day.
        if (!moment.begun && moment.kept.version == 0 && !moment.is_today) continue;
        if (moment.kept.review.stage == Stage::closed) continue;
        moments.push_back(std::move(moment));
    }
    return moments;
}

std::set<OdsCode> planned_members(const std::vector<ReviewMoment>& moments) {
    std::set<OdsCode> planned;
    for (const ReviewMoment& moment : moments)
        if (moment.kept.review.stage != Stage::draft && moment.kept.review.stage != Stage::closed)
            planned.insert(moment.members.begin(), moment.members.end());
    return planned;
}

Result<AreaBatch> area_batch(ApiParts& parts, const Call& call,
                             const std::vector<ReviewMoment>& moments, Date day) {
    AreaBatch batch{day, {}, {}};
    for (const ReviewMoment& moment : moments)
        if (is_candidate(moment)) batch.candidates.push_back(&moment);
    for (const ReviewMoment* moment : batch.candidates) {
        for (const auto& finding : moment->checked.findings) {
            if (!stands_against(finding)) continue;
            if (!finding.neighbours.empty()) {
                add_overlaps(batch, *moment, finding);
                continue;
            }
            batch.obstacles.push_back(
                {fmt::format("{}:{}", moment->row.id, finding.id), moment, nullptr, finding});
        }
    }
    TRY_ASSIGN(const auto commissioner, OdsCode::parse(call.asker().organisation));
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(day));
    add_coverage(batch, on_day->view, commissioner, moments);
    return batch;
}

ordered_json area_batch_json(const AreaBatch& batch) {
    ordered_json networks = ordered_json::array();
    for (const ReviewMoment* moment : batch.candidates) {
        const auto hindered = formation::hindrances(formation::StepKind::agree_in_principle,
                                                    moment->kept.review, moment->facts());
        networks.push_back({{"network", moment->row.id},
                            {"name", moment->registration.name},
                            {"stage", networks::name_of(moment->kept.review.stage)},
                            {"practices", moment->members.size()},
                            {"small_areas", moment->registration.area.small_areas.size()},
                            {"hindrances", hindered}});
    }
    ordered_json obstacles = ordered_json::array();
    for (const AreaObstacle& one : batch.obstacles) {
        ordered_json row{{"id", one.id}, {"finding", findings_json(std::span(&one.finding, 1))[0]}};
        if (one.moment != nullptr) {
            row["network"] = one.moment->row.id;
            row["name"] = one.moment->registration.name;
        }
        if (one.other != nullptr) {
            row["other"] = {{"network", one.other->row.id}, {"name", one.other->registration.name}};
        }
        obstacles.push_back(std::move(row));
    }
    return {{"as_at", batch.day.to_string()},
            {"networks", std::move(networks)},
            {"obstacles", std::move(obstacles)}};
}

Result<AreaDecision> parse_area_decision(const nlohmann::json& body, Date today) {
    AreaDecision made;
    TRY(formation::read_json_object(body, "decision", [&](formation::JsonFields& fields) {
        made.networks = fields.texts("networks", networks_max);
        if (made.networks.empty()) fields.refuse("networks", "a list of at least one network");
        made.committee = fields.needed_text("committee");
        made.day = fields.day("day").value_or(today);
        made.minute = fields.needed_text("minute");
        made.agreed_with = fields.text("agreed_with");
        for (auto& [id, why] : fields.named_texts("exceptions"))
            if (!why.empty()) made.exceptions[id] = why;
    }));
    return made;
}

Result<std::vector<const ReviewMoment*>> chosen_of(const AreaBatch& batch,
                                                   const AreaDecision& decision) {
    std::vector<const ReviewMoment*> chosen;
    for (const std::string& id : decision.networks) {
        const auto found =
            std::find_if(batch.candidates.begin(), batch.candidates.end(),
                         [&](const ReviewMoment* moment) { return moment->row.id == id; });
        if (found == batch.candidates.end())
            return failure({ErrorKind::conflict, "A network of the list is not under review.",
                            "networks", "Load the page again."});
        chosen.push_back(*found);
    }
    for (const AreaObstacle& one : batch.obstacles) {
        const bool is_of_it =
            std::any_of(chosen.begin(), chosen.end(),
                        [&](const ReviewMoment* moment) { return one.is_of(moment); });
        if (!is_of_it || decision.exceptions.contains(one.id)) continue;
        return failure(
            {ErrorKind::conflict,
             fmt::format("The areas do not pass together: {}{}.",
                         one.moment == nullptr ? "" : one.moment->registration.name + ": ",
                         one.finding.title),
             "exceptions." + one.id, "Settle it, or name it as an exception with its reason."});
    }
    return chosen;
}

formation::ReviewStep step_of(const AreaBatch& batch, const AreaDecision& decision,
                              const ReviewMoment& moment, const std::string& id) {
    formation::AgreeInPrinciple step;
    step.committee = decision.committee;
    step.day = decision.day;
    step.minute = decision.minute;
    step.agreed_with = decision.agreed_with;
    step.batch = id;
    for (const AreaObstacle& one : batch.obstacles) {
        const auto named = decision.exceptions.find(one.id);
        if (named == decision.exceptions.end() || !one.is_of(&moment)) continue;
        std::string& why = step.accepted[one.finding.id];
        why += (why.empty() ? "" : " ") + named->second;
    }
    return step;
}

}  // namespace openpcn::api
