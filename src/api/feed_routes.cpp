// What practices send: freshness, loads, rejects, upload.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/json_text.h"
#include "api/person_json.h"
#include "api/problem.h"
#include "base/ods_code.h"
#include "persistence/loads.h"
#include "platform/auth/secret_text.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
constexpr std::size_t upload_bytes_max = std::size_t{512} << 20;
constexpr std::int64_t rejects_per_page = 50;
constexpr int late_after_days = 2;
// A job's kind ends with the practice's code: what became of a load is that practice's data too.
constexpr std::string_view load_kind = "load ";

ordered_json load_json(const persistence::PastLoad& load) {
    const auto summary = nlohmann::json::parse(load.summary, nullptr, false);
    const auto sum = [&](const char* name) {
        std::int64_t total = 0;
        if (summary.is_object() && summary.contains(name) && summary[name].is_object()) {
            for (const auto& [key, value] : summary[name].items())
                total += value.is_number() ? value.get<std::int64_t>() : 0;
        }
        return total;
    };
    ordered_json body{{"id", fmt::format("{}", load.id)},
                      {"loaded_at", load.finished_at},
                      {"mode", load.kind == "full" ? "full" : "delta"},
                      {"people", summary.is_object() ? summary.value("people", 0) : 0},
                      {"entries", sum("entries")},
                      {"rejects", sum("rejects")}};
    if (summary.is_object()) {
        if (summary.contains("entries") && summary["entries"].is_object())
            body["entries_by_type"] = summary["entries"];
        body["unknown_codes"] = summary.value("unknown_codes", 0);
        body["seconds"] = summary.value("seconds", 0.0);
    }
    return body;
}

http::Response feeds(ApiParts& parts, Call& call) {
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const auto view = parts.state.read();
    const Reach reach = call.reach(view.image());
    ordered_json all = ordered_json::array();
    for (const auto& practice : view.image().practices()) {
        if (!reach.may(Want::check_feeds, practice.index)) continue;
        const auto load = persistence::latest_load(**connection, practice.ods_code);
        if (!load) return problem(load.error());
        const auto rejects = persistence::count_rejects(**connection, practice.ods_code);
        if (!rejects) return problem(rejects.error());
        std::string state = "missing";
        ordered_json feed{{"practice", practice_name_json(practice)}};
        if (practice.loaded_at.has_value()) {
            const int days = practice.extracted_at.has_value()
                                 ? view.as_at().days() - practice.extracted_at.date().days()
                                 : 0;
            state = days > late_after_days ? "late" : "fresh";
        }
        feed["state"] = state;
        if (practice.extracted_at.has_value())
            feed["data_to"] = practice.extracted_at.date().to_string();
        if (*load) feed["last_load"] = load_json(**load);
        feed["rejects"] = *rejects;
        all.push_back(std::move(feed));
    }
    return json_answer(all);
}

// Of a code, for a practice may send its first data.
bool may_check(ApiParts& parts, const Call& call, std::string_view practice) {
    const auto view = parts.state.read();
    return call.reach(view.image()).may_of(Want::check_feeds, practice);
}

http::Response rejects(ApiParts& parts, Call& call) {
    const auto practice = OdsCode::parse(call.request.path_parameter("ods_code"));
    if (!practice) return problem(practice.error());
    if (!may_check(parts, call, practice->text())) {
        return problem({ErrorKind::not_found, "There is no such practice among those you may see.",
                        "practice", "Choose one of the list."});
    }
    std::int64_t page = 1;
    if (const auto text = call.request.parameter("page"))
        std::from_chars(text->data(), text->data() + text->size(), page);
    page = std::clamp<std::int64_t>(page, 1, 1'000'000);
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const auto total = persistence::count_rejects(**connection, practice->text());
    if (!total) return problem(total.error());
    const auto rows = persistence::rejects_of(**connection, practice->text(),
                                              (page - 1) * rejects_per_page, rejects_per_page);
    if (!rows) return problem(rows.error());
    const auto audited =
        audit_read(parts, call, "feed.rejects", practice->text(), fmt::format("page {}", page));
    if (!audited) return problem(audited.error());
    ordered_json all = ordered_json::array();
    for (const auto& row : *rows) {
        all.push_back({{"file", row.file},
                       {"line", row.line},
                       {"reason", row.reason},
                       {"original", row.original.substr(0, 4000)},
                       {"loaded_at", row.loaded_at}});
    }
    return json_answer(
        {{"rejects", all}, {"total", *total}, {"page", page}, {"page_size", rejects_per_page}});
}

ordered_json job_json(const jobs::JobState& job) {
    static constexpr std::array<std::string_view, 5> phases{"waiting", "running", "done", "failed",
                                                            "failed"};
    ordered_json body{{"id", job.id},
                      {"kind", "load"},
                      {"state", phases[static_cast<std::size_t>(job.phase)]},
                      {"stage", job.stage.empty() ? "Waiting" : job.stage},
                      {"done", job.done},
                      {"total", job.total}};
    if (job.phase == jobs::JobPhase::done && !job.result.empty()) {
        body["load"] = ordered_json::parse(job.result);
    }
    if (job.error)
        body["problem"] = {{"kind", "invalid"},
                           {"what", job.error->what},
                           {"where", job.error->where},
                           {"remedy", job.error->remedy}};
    return body;
}

// The ending of a file's name says its format; nothing else of the name is used.
std::string safe_name(std::string_view name) {
    std::string safe;
    for (const char c : name.substr(0, 200)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        safe += plain ? c : '_';
    }
    return safe.empty() || safe[0] == '.' ? "upload" + safe : safe;
}

// Whether that a practice sent data is anything to the listener.
bool hears_of(const Reach& reach, std::string_view practice) {
    return std::any_of(all_wants().begin(), all_wants().end(),
                       [&](Want want) { return reach.may_of(want, practice); });
}

http::Response upload(ApiParts& parts, Call& call) {
    const auto practice = OdsCode::parse(call.request.path_parameter("ods_code"));
    if (!practice) return problem(practice.error());
    if (!may_check(parts, call, practice->text()))
        return forbidden(
            "You may send the data of your own practice, and of practices whose data-sharing "
            "agreement lets your organisation have their feeds.");
    if (call.request.body.empty())
        return problem(
            {ErrorKind::invalid, "The file is empty.", "file", "Choose the file again."});
    const std::string name = safe_name(call.request.parameter("file_name").value_or("upload"));
    const auto folder = parts.directory.path() / "uploads" / auth::random_id();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    const auto path = folder / name;
    {
        std::ofstream out(path, std::ios::binary);
        out.write(call.request.body.data(), static_cast<std::streamsize>(call.request.body.size()));
        if (!out)
            return problem({ErrorKind::unavailable, "The file could not be stored.",
                            "the server's disk", "Tell whoever runs this server."});
    }
    const auto audited = audit_read(parts, call, "feed.upload", practice->text(),
                                    fmt::format("{} bytes", call.request.body.size()));
    if (!audited) return problem(audited.error());
    const std::string id = parts.jobs.start(
        std::string(load_kind) + practice->text(), call.asker().username,
        [&parts, path, folder, name, ods = practice->text(),
         asker = call.asker()](jobs::JobProgress& progress) -> Result<std::string> {
            const auto summary = parts.load_file(path.string(), name, ods, asker, progress);
            std::error_code ignored;
            std::filesystem::remove_all(folder, ignored);
            if (!summary) return failure(summary.error());
            progress.report("Evaluating", 0, 0);
            TRY(parts.state.reload());
            parts.events.tell([&](const Asker& page) -> std::optional<std::string> {
                const auto view = parts.state.read();
                if (!has(page, Permission::population_read) ||
                    !hears_of(parts.sharing.reach(page, view.image()), ods))
                    return std::nullopt;
                return ordered_json{{"kind", "load"}, {"practice", ods}}.dump();
            });
            TRY_ASSIGN(const auto connection, parts.database.lease());
            TRY_ASSIGN(const auto load, persistence::latest_load(*connection, ods));
            return load ? load_json(*load).dump() : std::string();
        });
    const auto job = parts.jobs.find(id);
    return json_answer(job_json(job.value_or(jobs::JobState{id, "load", "", {}, "", 0, 0, "", {}})),
                       202);
}

http::Response job(ApiParts& parts, Call& call) {
    const auto found = parts.jobs.find(std::string(call.request.path_parameter("job")));
    const bool in_reach = found && (!found->kind.starts_with(load_kind) ||
                                    may_check(parts, call, found->kind.substr(load_kind.size())));
    if (!in_reach || found->owner != call.asker().username) {
        return problem(
            {ErrorKind::not_found, "There is no such job of yours.", "job", "Start it again."});
    }
    return json_answer(job_json(*found));
}

}  // namespace

std::vector<http::Route> feed_routes(ApiParts& parts) {
    http::Route load = guarded(parts, "POST", "/api/feeds/{ods_code}/loads", "feeds.upload",
                               [&parts](Call& call) { return upload(parts, call); });
    load.body_bytes_max = upload_bytes_max;
    return {
        guarded(parts, "GET", "/api/feeds", "feeds.read",
                [&parts](Call& call) { return feeds(parts, call); }),
        guarded(parts, "GET", "/api/feeds/{ods_code}/rejects", "feeds.rejects",
                [&parts](Call& call) { return rejects(parts, call); }),
        std::move(load),
        guarded(parts, "GET", "/api/jobs/{job}", "signed_in",
                [&parts](Call& call) { return job(parts, call); }),
    };
}

}  // namespace openpcn::api
