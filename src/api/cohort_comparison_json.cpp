#include "api/cohort_comparison_json.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "api/cohort_count_json.h"
#include "api/person_json.h"
#include "cohorts/cohort_count.h"
#include "cohorts/line_difference.h"

namespace openpcn::api {
namespace {

using cohorts::ChangeCause;
using nlohmann::ordered_json;

ordered_json side_json(const ComparedSide& side, const cohorts::CohortAnswers& answers,
                       const CohortMoment& moment, const Disclosure& shown) {
    const cohorts::CohortQuestion& question = *side.prepared.question;
    const auto count = cohorts::count_of(answers, *moment.kept->people(), question.as_at);
    ordered_json body;
    if (side.version > 0) {
        body["name"] = side.saved_name;
        body["version"] = side.version;
    }
    body["definition"] = question.cohort->counted_definition().name;
    body["as_at"] = question.as_at.to_string();
    body["people"] = shown(count.all.people);
    body["of"] = shown(count.all.of);
    body["unknown"] = shown(count.all.unknown);
    return body;
}

ordered_json causes_json(const cohorts::CohortComparison& comparison, const Disclosure& shown) {
    ordered_json rows = ordered_json::array();
    for (std::size_t i = 0; i < comparison.causes.size(); ++i) {
        const std::size_t joined = shown(comparison.causes[i].joined);
        const std::size_t left = shown(comparison.causes[i].left);
        // By what is shown: that a row is there must not say that it has somebody.
        if (joined + left == 0) continue;
        rows.push_back(
            {{"cause", to_text(static_cast<ChangeCause>(i))}, {"joined", joined}, {"left", left}});
    }
    return rows;
}

ordered_json practices_json(const cohorts::CohortComparison& comparison, const CohortMoment& moment,
                            const std::vector<char>& counted, const Disclosure& shown) {
    ordered_json rows = ordered_json::array();
    for (const auto& practice : moment.image->practices()) {
        if (counted[practice.index] == 0) continue;
        const cohorts::MovementCount& count = comparison.practices[practice.index];
        rows.push_back({{"practice", practice_name_json(practice)},
                        {"before", shown(count.before)},
                        {"after", shown(count.after)},
                        {"joined", shown(count.joined)},
                        {"left", shown(count.left)}});
    }
    return rows;
}

ordered_json lines_json(const std::string& before, const std::string& after) {
    ordered_json rows = ordered_json::array();
    for (const auto& line : cohorts::line_difference(before, after)) {
        ordered_json row{{"kind", to_text(line.kind)}};
        if (line.before > 0) row["before_line"] = line.before;
        if (line.after > 0) row["after_line"] = line.after;
        row["text"] = line.text;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<std::string> notes_of(const CohortMoment& moment, const ComparedSides& sides,
                                  const Disclosure& shown, const Reach& reach) {
    const Date before = sides.before.ask.as_at, after = sides.after.ask.as_at;
    auto notes = later_entries_notes(sides.after.ask.later, std::max(before, after));
    if (std::max(before, after) > moment.as_at)
        notes.push_back(fmt::format("A date lies after {}, the day of the network's data.",
                                    moment.as_at.to_string()));
    if (after < before) notes.emplace_back("The second date lies before the first.");
    notes.emplace_back(
        "Where more than one cause was needed, the first of these is named: the text, the base "
        "population, entries, age, time.");
    if (!shown.is_exact())
        notes.emplace_back(
            "Numbers up to 7 show as 0 and others are rounded, each by itself, so "
            "they do not add up.");
    if (auto note = reach.left_out_note(Want::count_people); !note.empty())
        notes.push_back(std::move(note));
    return notes;
}

}  // namespace

ordered_json comparison_json(const ApiParts& parts, const Call& call, const CohortMoment& moment,
                             const ComparedSides& sides,
                             const cohorts::CohortComparison& comparison, double milliseconds) {
    const Reach reach = call.reach(*moment.image);
    const Disclosure shown(reach, parts.cohorts.secret());
    return {{"before", side_json(sides.before, comparison.before, moment, shown)},
            {"after", side_json(sides.after, comparison.after, moment, shown)},
            {"stayed", shown(comparison.all.stayed)},
            {"joined", shown(comparison.all.joined)},
            {"left", shown(comparison.all.left)},
            {"causes", causes_json(comparison, shown)},
            {"by_practice",
             practices_json(comparison, moment, sides.after.prepared.question->practices, shown)},
            {"lines", lines_json(sides.before.ask.text, sides.after.ask.text)},
            {"later_entries", to_text(sides.after.ask.later)},
            {"disclosure", shown.is_exact() ? "exact" : "small_numbers_suppressed"},
            {"milliseconds", std::round(milliseconds * 100) / 100},
            {"notes", notes_of(moment, sides, shown, reach)}};
}

ordered_json change_json(const NetworkState::View& view, const persistence::Person& person,
                         const persistence::Practice& practice, const ReasonedChange& change) {
    ordered_json body{{"patient", identity_json(person, practice)},
                      {"cause", to_text(change.change.cause)}};
    if (!change.reason.clause.empty()) body["clause"] = change.reason.clause;
    body["sentence"] = change.reason.sentence;
    body["entries"] = ordered_json::array();
    for (const std::uint32_t index : change.reason.entries)
        body["entries"].push_back(entry_json(view, change.record, change.record.entries()[index]));
    return body;
}

}  // namespace openpcn::api
