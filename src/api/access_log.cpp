#include "api/access_log.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>

namespace openpcn::api {
namespace {

using records::PersonId;
using records::PracticeIndex;

constexpr std::array<std::pair<std::string_view, std::string_view>, 19> actions{
    {{"audit.export", "Took this log as a file"},
     {"audit.read", "Read this log"},
     {"cohort.export", "Took the people of a cohort as a file"},
     {"cohort.read", "Read the people of a cohort"},
     {"explain", "Had an answer explained on the command line"},
     {"feed.rejects", "Read lines that were rejected"},
     {"feed.upload", "Sent a file of the practice"},
     {"load", "Loaded the practice's data"},
     {"my-work.read", "Read the rows claimed for oneself"},
     {"patient.find", "Found patients by name or number"},
     {"patient.read", "Read a record"},
     {"worklist.claim", "Claimed a row of a worklist"},
     {"worklist.exclude", "Took a patient off a worklist"},
     {"worklist.export", "Took a worklist as a file"},
     {"worklist.outcome", "Recorded an outcome"},
     {"worklist.read", "Read a worklist"},
     {"worklist.release", "Gave a row of a worklist back"},
     {"worklist.snooze", "Put a row of a worklist off"},
     {"worklist.undo", "Undid something on a worklist"}}};

std::optional<PersonId> person_in(std::string_view word) {
    PersonId person = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), person);
    if (read.ec != std::errc{} || read.ptr != word.data() + word.size()) return std::nullopt;
    return person;
}

// Calls `found(practice, person)` for what the subject names within reach, a practice itself
// without a person, until it answers false.
template <typename Found>
void for_each_named(std::string_view subject, const persistence::PopulationImage& image,
                    const Reach& reach, const AccessQuestion& question, const Found& found) {
    const auto asked_for = [&](PracticeIndex practice) {
        return reach.may(Want::read_audit, practice) &&
               (!question.practice || *question.practice == practice);
    };
    for (bool goes_on = true; goes_on && !subject.empty();) {
        const std::size_t end = std::min(subject.find(' '), subject.size());
        const std::string_view word = subject.substr(0, end);
        subject.remove_prefix(std::min(end + 1, subject.size()));
        if (const auto person = person_in(word)) {
            if (question.patient && *question.patient != *person) continue;
            const auto position = image.position_of(*person);
            if (position && asked_for(position->practice))
                goes_on = found(position->practice, person);
        } else if (!question.patient) {
            for (const persistence::Practice& practice : image.practices())
                if (practice.ods_code == word && asked_for(practice.index))
                    goes_on = found(practice.index, person);
        }
    }
}

}  // namespace

std::size_t AccessEntry::patient_count() const {
    return std::accumulate(
        patients.begin(), patients.end(), std::size_t{0},
        [](std::size_t sum, const auto& practice) { return sum + practice.second.size(); });
}

bool is_seen_in_log(const audit::AuditRecord& record, const persistence::PopulationImage& image,
                    const Reach& reach, const AccessQuestion& question) {
    bool is_seen = false;
    for_each_named(record.event.subject, image, reach, question, [&](PracticeIndex, const auto&) {
        is_seen = true;
        return false;
    });
    return is_seen;
}

AccessEntry seen_in_log(const audit::AuditRecord& record, const persistence::PopulationImage& image,
                        const Reach& reach, const AccessQuestion& question) {
    AccessEntry entry{record.number, record.event, {}};
    entry.event.subject.clear();
    for_each_named(record.event.subject, image, reach, question,
                   [&](PracticeIndex practice, const std::optional<PersonId>& person) {
                       auto& patients = entry.patients[practice];
                       if (person) patients.push_back(*person);
                       return true;
                   });
    return entry;
}

std::string_view words_of_action(std::string_view action) {
    const auto* found = std::find_if(actions.begin(), actions.end(),
                                     [&](const auto& known) { return known.first == action; });
    return found == actions.end() ? action : found->second;
}

}  // namespace openpcn::api
