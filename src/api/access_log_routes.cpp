// Who looked at what, for information governance leads: as far as practices share their audit
// entries, for some days, as pages and as a file.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "api/access_log.h"
#include "api/answering.h"
#include "api/api_parts.h"
#include "api/organisation_names.h"
#include "api/person_json.h"
#include "api/problem.h"
#include "api/table_answer.h"
#include "base/day_in_words.h"
#include "persistence/audit_log.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
constexpr std::size_t page_size = 50;
constexpr int days_shown = 7;               // where none are asked for
constexpr int days_most = 92;               // of one question: it reads every entry of them
constexpr std::size_t rows_most = 100'000;  // of a file

struct Asked {
    Date from;
    Date to;  // the last day, with it
    AccessQuestion question;
};

Result<Date> day_of(const http::Request& request, std::string_view name, Date otherwise) {
    const auto text = request.parameter(name);
    if (!text || text->empty()) return otherwise;
    const auto day = Date::parse(*text);
    if (!day)
        return failure(
            {ErrorKind::invalid, "This is no day.", std::string(name), "Write it as 2026-03-31."});
    return *day;
}

Result<Asked> asked_by(const Call& call, const persistence::PopulationImage& image,
                       const Reach& reach) {
    Asked asked;
    TRY_ASSIGN(asked.to, day_of(call.request, "to", call.today));
    TRY_ASSIGN(asked.from, day_of(call.request, "from", asked.to.plus_days(1 - days_shown)));
    if (asked.from > asked.to)
        return failure({ErrorKind::invalid, "The first day is after the last.", "from",
                        "Give an earlier first day."});
    if (asked.to.days() - asked.from.days() >= days_most)
        return failure({ErrorKind::invalid,
                        fmt::format("The log is read for at most {} days at once.", days_most),
                        "from", "Ask for fewer days, one after another."});
    const auto practice = call.request.parameter("practice").value_or("");
    if (!practice.empty()) {
        const auto all = image.practices();
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) {
            return one.ods_code == practice && reach.may(Want::read_audit, one.index);
        });
        if (found == all.end())
            return failure({ErrorKind::not_found,
                            "There is no such practice among those whose audit entries you may "
                            "read.",
                            "practice", "Choose one of the list."});
        asked.question.practice = found->index;
    }
    const auto patient = call.request.parameter("patient").value_or("");
    if (!patient.empty()) {
        records::PersonId person = 0;
        const auto read = std::from_chars(patient.data(), patient.data() + patient.size(), person);
        const auto position = image.position_of(person);
        if (read.ec != std::errc{} || !position || !reach.may(Want::read_audit, position->practice))
            return failure({ErrorKind::not_found,
                            "There is no such patient at the practices whose audit entries you "
                            "may read.",
                            "patient", "Choose an entry of the list."});
        asked.question.patient = person;
    }
    return asked;
}

// Calls `each` for every entry that the asker may read, the latest first.
template <typename Each>
Result<void> each_entry(ApiParts& parts, const persistence::PopulationImage& image,
                        const Reach& reach, const Asked& asked, const Each& each) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    return persistence::read_audit_between(
        *connection, io::start_of_day_in_london(asked.from),
        io::start_of_day_in_london(asked.to.plus_days(1)), [&](const audit::AuditRecord& record) {
            if (is_seen_in_log(record, image, reach, asked.question)) each(record);
        });
}

// The reading is an entry too, about each practice whose entries were read.
Result<void> audit_reading(ApiParts& parts, const Call& call,
                           const persistence::PopulationImage& image, const Reach& reach,
                           const Asked& asked, std::string action) {
    std::string subjects;
    for (const persistence::Practice& practice : image.practices())
        if (reach.may(Want::read_audit, practice.index) &&
            (!asked.question.practice || *asked.question.practice == practice.index))
            subjects += (subjects.empty() ? "" : " ") + practice.ods_code;
    return audit_read(parts, call, std::move(action), subjects,
                      fmt::format("{} to {}", asked.from.to_string(), asked.to.to_string()));
}

std::string role_title(const audit::AuditEvent& event) {
    const Role* role = find_role(event.role);
    return role != nullptr ? std::string(role->title) : event.role;
}

std::string organisation_name(const audit::AuditEvent& event, const NameOf& names) {
    const auto code = OdsCode::parse(event.organisation);
    return code ? names(*code) : event.organisation;
}

ordered_json entry_json(const AccessEntry& entry, const persistence::PopulationImage& image,
                        const NameOf& names) {
    const audit::AuditEvent& event = entry.event;
    ordered_json practices = ordered_json::array();
    for (const auto& [practice, patients] : entry.patients)
        practices.push_back({{"practice", practice_name_json(image.practices()[practice])},
                             {"patients", patients.size()}});
    ordered_json body{{"number", entry.number},
                      {"at", event.at.to_string()},
                      {"username", event.actor},
                      {"role", role_title(event)},
                      {"organisation", event.organisation},
                      {"organisation_name", organisation_name(event, names)},
                      {"purpose", event.purpose},
                      {"action", event.action},
                      {"action_words", words_of_action(event.action)},
                      {"detail", event.detail},
                      {"practices", std::move(practices)}};
    if (entry.patient_count() == 1)
        for (const auto& [practice, patients] : entry.patients)
            if (!patients.empty()) body["patient"] = fmt::format("{}", patients.front());
    return body;
}

Result<ordered_json> read_log(ApiParts& parts, const Call& call) {
    const auto image = parts.state.read().shared_image();
    const Reach reach = call.reach(*image);
    TRY_ASSIGN(const Asked asked, asked_by(call, *image, reach));
    std::size_t page = 1;
    if (const auto text = call.request.parameter("page"))
        std::from_chars(text->data(), text->data() + text->size(), page);
    page = std::clamp<std::size_t>(page, 1, 1'000'000);
    const NameOf names = names_for(parts, asked.to);
    ordered_json rows = ordered_json::array();
    std::size_t total = 0;
    TRY(each_entry(parts, *image, reach, asked, [&](const audit::AuditRecord& record) {
        if (total / page_size == page - 1)
            rows.push_back(
                entry_json(seen_in_log(record, *image, reach, asked.question), *image, names));
        ++total;
    }));
    TRY(audit_reading(parts, call, *image, reach, asked, "audit.read"));
    ordered_json practices = ordered_json::array();
    for (const persistence::Practice& practice : image->practices())
        if (reach.may(Want::read_audit, practice.index))
            practices.push_back(practice_name_json(practice));
    return ordered_json{{"from", asked.from.to_string()},
                        {"to", asked.to.to_string()},
                        {"practices", std::move(practices)},
                        {"entries", std::move(rows)},
                        {"total", total},
                        {"page", page},
                        {"page_size", page_size}};
}

exporting::Table table_of(const Asked& asked) {
    exporting::Table table;
    table.title = "Who looked";
    table.columns = {"Entry",   "When (UTC)", "Who",      "Role",     "Organisation",
                     "Purpose", "What",       "Practice", "Patients", "Detail"};
    table.notes = {fmt::format("From {} to {}, days in London", day_in_words(asked.from),
                               day_in_words(asked.to)),
                   "A patient counts for the practice that holds the record now."};
    return table;
}

http::Response export_log(ApiParts& parts, Call& call) {
    const auto format = table_format_of(call.request, "The log is");
    if (!format) return problem(format.error());
    const auto image = parts.state.read().shared_image();
    const Reach reach = call.reach(*image);
    const auto asked = asked_by(call, *image, reach);
    if (!asked) return problem(asked.error());
    const NameOf names = names_for(parts, asked->to);
    exporting::Table table = table_of(*asked);
    const auto read =
        each_entry(parts, *image, reach, *asked, [&](const audit::AuditRecord& record) {
            if (table.rows.size() > rows_most) return;
            const AccessEntry entry = seen_in_log(record, *image, reach, asked->question);
            const audit::AuditEvent& event = entry.event;
            for (const auto& [practice, patients] : entry.patients) {
                table.rows.push_back({entry.number, event.at.to_string(), event.actor,
                                      role_title(event), organisation_name(event, names),
                                      event.purpose, std::string(words_of_action(event.action)),
                                      image->practices()[practice].name,
                                      static_cast<std::int64_t>(patients.size()), event.detail});
            }
        });
    if (!read) return problem(read.error());
    if (table.rows.size() > rows_most)
        return problem({ErrorKind::invalid,
                        fmt::format("The file would have more than {} rows.", rows_most), "from",
                        "Ask for fewer days, one after another."});
    for (const Reach::LeftOut& left : reach.left_out(Want::read_audit))
        table.notes.push_back(fmt::format("{} is not included: {}",
                                          image->practices()[left.practice].name, left.reason));
    const auto audited = audit_reading(parts, call, *image, reach, *asked, "audit.export");
    if (!audited) return problem(audited.error());
    return table_answer(
        table, *format,
        fmt::format("who-looked-{}-to-{}", asked->from.to_string(), asked->to.to_string()));
}

}  // namespace

std::vector<http::Route> access_log_routes(ApiParts& parts) {
    return {
        guarded(parts, "GET", "/api/access-log", "audit.read", answering(parts, read_log)),
        guarded(parts, "GET", "/api/access-log/export", "audit.read",
                [&parts](Call& call) { return export_log(parts, call); }),
    };
}

}  // namespace openpcn::api
