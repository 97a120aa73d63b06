#include "persistence/load_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace openpcn::persistence {
namespace {

std::string with_commas(std::uint64_t number) {
    std::string digits = fmt::format("{}", number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
    return digits;
}

void add_line(std::string& text, std::string_view label, std::uint64_t number) {
    text += fmt::format("  {:<34}{:>14}\n", label, with_commas(number));
}

void add_counts(std::string& text, std::string_view title,
                const std::map<std::string, std::uint64_t>& counts) {
    if (counts.empty()) return;
    std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    text += fmt::format("{}\n", title);
    for (const auto& [name, number] : sorted) add_line(text, name, number);
}

void add_people(std::string& text, const LoadSummary& summary) {
    text += "People\n";
    add_line(text, "described", summary.people);
    add_line(text, "added", summary.people_added);
    add_line(text, "changed", summary.people_changed);
    add_line(text, "unchanged", summary.people_unchanged);
    add_line(text, "removed", summary.people_removed);
    if (summary.people_moved_here > 0) {
        add_line(text, "moved here from another practice", summary.people_moved_here);
    }
    if (summary.people_also_elsewhere > 0) {
        add_line(text, "also registered elsewhere", summary.people_also_elsewhere);
    }
    if (summary.people_joined > 0) {
        add_line(text, "joined by NHS number", summary.people_joined);
    }
    if (summary.registrations_implied > 0) {
        add_line(text, "registration implied by the feed", summary.registrations_implied);
    }
}

std::uint64_t total(const std::map<std::string, std::uint64_t>& counts) {
    std::uint64_t sum = 0;
    for (const auto& [name, number] : counts) sum += number;
    return sum;
}

}  // namespace

std::string to_text(const LoadSummary& summary) {
    std::string text =
        fmt::format("Load {} of {}: {}.\n", summary.load, summary.practice,
                    summary.change == LoadChange::nothing ? "nothing changed" : "done");
    add_people(text, summary);
    add_counts(text, "Entries by type", summary.entries);
    if (summary.change == LoadChange::changed) {
        text += "Entries against what was there\n";
        add_line(text, "added", summary.entries_added);
        add_line(text, "changed", summary.entries_changed);
        add_line(text, "removed", summary.entries_removed);
    }
    add_counts(text, "Kept as they came (rules do not read them)", summary.kept);
    if (summary.unknown_codes > 0) {
        text += "Codes without a system or a term, kept\n";
        add_line(text, "different codes", summary.unknown_codes);
        add_line(text, "entries with them", summary.unknown_code_entries);
    }
    add_counts(text, "Rejected lines by reason", summary.rejects);
    const std::uint64_t entries = total(summary.entries);
    if (summary.seconds > 0) {
        const double megabytes = static_cast<double>(summary.bytes) / 1e6;
        const double entries_per_second = static_cast<double>(entries) / summary.seconds;
        text += fmt::format("{:.1f} MB and {} entries in {:.2f} s: {:.0f} MB/s, {} entries/s.\n",
                            megabytes, with_commas(entries), summary.seconds,
                            megabytes / summary.seconds,
                            with_commas(static_cast<std::uint64_t>(entries_per_second)));
    }
    return text;
}

std::string to_json(const LoadSummary& summary) {
    nlohmann::ordered_json json;
    json["load"] = summary.load;
    json["change"] = summary.change == LoadChange::nothing ? "nothing" : "changed";
    json["kind"] = summary.kind == feeds::FeedFacts::Kind::full ? "full" : "changes";
    json["practice"] = summary.practice;
    json["extracted_at"] = summary.extracted_at.to_string();
    json["people"] = summary.people;
    json["people_added"] = summary.people_added;
    json["people_changed"] = summary.people_changed;
    json["people_unchanged"] = summary.people_unchanged;
    json["people_removed"] = summary.people_removed;
    json["people_moved_here"] = summary.people_moved_here;
    json["people_also_elsewhere"] = summary.people_also_elsewhere;
    json["people_joined"] = summary.people_joined;
    json["registrations_implied"] = summary.registrations_implied;
    json["entries"] = summary.entries;
    json["entries_added"] = summary.entries_added;
    json["entries_changed"] = summary.entries_changed;
    json["entries_removed"] = summary.entries_removed;
    json["kept"] = summary.kept;
    json["rejects"] = summary.rejects;
    json["unknown_codes"] = summary.unknown_codes;
    json["unknown_code_entries"] = summary.unknown_code_entries;
    json["bytes"] = summary.bytes;
    json["seconds"] = summary.seconds;
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace openpcn::persistence
