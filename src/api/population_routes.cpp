// The network as a whole: counts only. Small numbers are suppressed for roles that see no people.
#include <fmt/format.h>

#include <cmath>

#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/disclosure.h"
#include "api/json_text.h"
#include "api/person_json.h"
#include "api/problem.h"
#include "insight/population_overview.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;

ordered_json overview_json(const NetworkState::View& view, const insight::PracticeOverview& whole,
                           std::span<const insight::PracticeOverview> practices,
                           const Reach& reach) {
    const Disclosure shown(reach);
    const auto& figures = view.figures();
    ordered_json body{{"as_at", view.as_at().to_string()}, {"registered", shown(whole.registered)}};
    body["age_bands"] = ordered_json::array();
    for (std::size_t band = 0; band < insight::age_band_count; ++band) {
        const auto& count = whole.age_bands[band];
        body["age_bands"].push_back({{"label", insight::age_band_label(band)},
                                     {"female", shown(count.female)},
                                     {"male", shown(count.male)},
                                     {"other", shown(count.other)}});
    }
    body["conditions"] = ordered_json::array();
    for (std::size_t i = 0; i < figures.conditions.size(); ++i) {
        const auto& national = figures.conditions[i];
        const auto& count = whole.conditions[i];
        body["conditions"].push_back(
            {{"id", national.id},
             {"title", national.title},
             {"definition", national.definition},
             {"people", shown(count.people)},
             {"denominator", shown(count.denominator)},
             {"expected", std::round(count.expected)},
             {"denominator_label", national.age_min > 0
                                       ? fmt::format("aged {} and over", national.age_min)
                                       : "of all ages"},
             {"national_share", national.share},
             {"source", figures.source}});
    }
    body["deprivation"] = ordered_json::array();
    static constexpr std::array<std::string_view, 5> fifths{"Most deprived fifth", "Second fifth",
                                                            "Middle fifth", "Fourth fifth",
                                                            "Least deprived fifth"};
    for (std::size_t i = 0; i < 5; ++i)
        body["deprivation"].push_back(
            {{"fifth", fifths[i]}, {"people", shown(whole.deprivation_fifths[i])}});
    if (whole.deprivation_unknown > 0)
        body["deprivation"].push_back(
            {{"fifth", "Not known"}, {"people", shown(whole.deprivation_unknown)}});
    body["practices"] = ordered_json::array();
    body["freshness"] = ordered_json::array();
    for (const auto& practice : practices) {
        for (const auto& known : view.image().practices()) {
            if (known.ods_code != practice.ods_code) continue;
            ordered_json conditions = ordered_json::object();
            for (std::size_t i = 0; i < figures.conditions.size(); ++i)
                conditions[figures.conditions[i].id] = shown(practice.conditions[i].people);
            body["practices"].push_back(
                {{"practice", practice_name_json(known)},
                 {"registered", shown(practice.registered)},
                 {"aged_65_and_over", shown(practice.aged_65_and_over)},
                 {"most_deprived_fifth", shown(practice.deprivation_fifths[0])},
                 {"conditions", conditions}});
            body["freshness"].push_back(freshness_json(known));
        }
    }
    return body;
}

http::Response population(ApiParts& parts, Call& call) {
    const auto view = parts.state.read();
    const Reach reach = call.reach(view.image());
    const std::string wanted(call.request.parameter("practice").value_or(""));
    std::vector<insight::PracticeOverview> practices;
    for (const auto& practice : view.overview().practices) {
        if (reach.may_of(Want::count_people, practice.ods_code) &&
            (wanted.empty() || wanted == practice.ods_code))
            practices.push_back(practice);
    }
    if (practices.empty() && !wanted.empty())
        return problem({ErrorKind::not_found, "There is no such practice among those you may see.",
                        "practice", "Choose one of the list."});
    if (practices.empty() && !reach.left_out(Want::count_people).empty())
        return problem({ErrorKind::not_found,
                        "No data-sharing agreement in force lets your organisation have numbers.",
                        "practices", "Look at the agreements under Data sharing."});
    if (practices.empty())
        return problem({ErrorKind::not_found, "No practice has sent data yet.", "practices",
                        "Load a practice's extract first."});
    return json_answer(overview_json(view, insight::sum_of(practices), practices, reach));
}

http::Response practices(ApiParts& parts, Call& call) {
    const auto view = parts.state.read();
    const Reach reach = call.reach(view.image());
    const Disclosure shown(reach);
    ordered_json all = ordered_json::array();
    for (const auto& practice : view.image().practices()) {
        // For choosing one, whatever for; its size is a number like others.
        if (std::none_of(all_wants().begin(), all_wants().end(),
                         [&](Want want) { return reach.may(want, practice.index); }))
            continue;
        std::size_t registered = 0;
        for (const auto& overview : view.overview().practices) {
            if (overview.ods_code == practice.ods_code) registered = overview.registered;
        }
        all.push_back({{"ods_code", practice.ods_code}, {"name", practice.name}});
        if (reach.may(Want::count_people, practice.index))
            all.back()["registered"] = shown(registered);
    }
    return json_answer(all);
}

}  // namespace

std::vector<http::Route> population_routes(ApiParts& parts) {
    return {
        guarded(parts, "GET", "/api/population", "population.read",
                [&parts](Call& call) { return population(parts, call); }),
        guarded(parts, "GET", "/api/practices", "signed_in",
                [&parts](Call& call) { return practices(parts, call); }),
    };
}

}  // namespace openpcn::api
