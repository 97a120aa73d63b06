#include "services/outcome.h"

#include <algorithm>

#include "population/terminology/concept_dictionary.h"

namespace openpcn::services {

namespace {

Error refuse(ErrorKind kind, const WorklistDefinition& worklist, std::string what,
             std::string remedy) {
    return {kind, std::move(what), "In worklist " + worklist.title + ".", std::move(remedy)};
}

OutcomeEntry blank_entry(const OutcomeOption& option, const RecordedOutcome& outcome) {
    OutcomeEntry entry;
    entry.type = option.type;
    entry.status = option.status;
    entry.system = code_system::snomed;
    entry.when = PartialDateTime::from_date(outcome.done_on);
    entry.recorded_by_role = outcome.recorded_by_role;
    entry.note = outcome.note;
    return entry;
}

}  // namespace

Result<std::vector<OutcomeEntry>> entries_of(const WorklistDefinition& worklist,
                                             const RecordedOutcome& outcome, Date today) {
    const OutcomeOption* option = worklist.outcome(outcome.outcome);
    if (!option)
        return failure(refuse(ErrorKind::not_found, worklist,
                              "There is no outcome \"" + outcome.outcome + "\".",
                              "Choose one of the outcomes that the worklist offers."));
    if (std::find(option->roles.begin(), option->roles.end(), outcome.recorded_by_role) ==
        option->roles.end())
        return failure(refuse(ErrorKind::forbidden, worklist,
                              "Your role may not record \"" + option->label + "\".",
                              "Ask a colleague whose role may."));
    if (outcome.done_on > today)
        return failure(refuse(ErrorKind::invalid, worklist,
                              "The day " + outcome.done_on.to_string() + " is in the future.",
                              "Give the day on which it was done."));
    std::vector<OutcomeEntry> entries;
    if (!option->code.empty()) {
        OutcomeEntry entry = blank_entry(*option, outcome);
        entry.code = option->code;
        entry.term = option->term;
        entries.push_back(std::move(entry));
    }
    for (const OutcomeMeasurement& measurement : option->measurements) {
        const auto given = outcome.measurements.find(measurement.id);
        if (given == outcome.measurements.end())
            return failure(refuse(ErrorKind::invalid, worklist,
                                  "\"" + measurement.label + "\" is missing.",
                                  "Give the value that was measured."));
        if (given->second < measurement.minimum || given->second > measurement.maximum)
            return failure(refuse(ErrorKind::invalid, worklist,
                                  "\"" + measurement.label + "\" is outside " +
                                      measurement.minimum.to_string() + " to " +
                                      measurement.maximum.to_string() + ".",
                                  "Check the value that was measured."));
        OutcomeEntry entry = blank_entry(*option, outcome);
        entry.code = measurement.code;
        entry.term = measurement.term;
        entry.has_value = true;
        entry.value = given->second;
        entry.unit = measurement.unit;
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace openpcn::services
