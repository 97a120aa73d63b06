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

bool stands_against(const formation::Finding& finding) {
    return finding.task == formation::Task::area && finding.severity != Severity::met &&
           finding.severity != Severity::told;
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
    batch.obstacles.push_back({"coverage", nullptr, std::move(finding)});
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
    for (const ReviewMoment& moment : moments) {
        if (!is_candidate(moment)) continue;
        batch.candidates.push_back(&moment);
        for (const auto& finding : moment.checked.findings)
            if (stands_against(finding))
                batch.obstacles.push_back(
                    {fmt::format("{}:{}", moment.row.id, finding.id), &moment, finding});
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
        const bool is_of_it = one.moment == nullptr ||
                              std::find(chosen.begin(), chosen.end(), one.moment) != chosen.end();
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

formation::ReviewStep step_of(const AreaDecision& decision, const ReviewMoment& moment,
                              const std::string& batch) {
    formation::AgreeInPrinciple step;
    step.committee = decision.committee;
    step.day = decision.day;
    step.minute = decision.minute;
    step.agreed_with = decision.agreed_with;
    step.batch = batch;
    const std::string prefix = moment.row.id + ":";
    for (const auto& [id, why] : decision.exceptions) {
        if (id.starts_with(prefix)) step.accepted[id.substr(prefix.size())] = why;
        if (id == "coverage") step.accepted[id] = why;
    }
    return step;
}

}  // namespace openpcn::api
