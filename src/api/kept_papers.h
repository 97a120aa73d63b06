// Papers of one owner and kind, read by their domain module.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "persistence/papers.h"

namespace openpcn::api {

template <typename T>
struct Kept {
    std::string id;
    std::int64_t version = 0;
    T value;
    persistence::Paper paper;  // who wrote this version, and when
};

// The newest version of each, oldest change first. `parse` reads a body; what it refuses is
// answered as it says.
template <typename T, typename Parse>
Result<std::vector<Kept<T>>> read_kept(database::Connection& connection, std::string_view owner,
                                       std::string_view kind, const Parse& parse) {
    TRY_ASSIGN(auto papers, persistence::papers_of(connection, owner, kind));
    std::reverse(papers.begin(), papers.end());
    std::vector<Kept<T>> kept;
    for (persistence::Paper& paper : papers) {
        TRY_ASSIGN(T value, parse(paper.body));
        kept.push_back({paper.id, paper.version, std::move(value), std::move(paper)});
    }
    return kept;
}

// The same with the versions that were kept by the end of a day (in UTC); without one, the newest.
template <typename T, typename Parse>
Result<std::vector<Kept<T>>> read_kept_by(database::Connection& connection, std::string_view owner,
                                          std::string_view kind, std::optional<Date> day,
                                          const Parse& parse) {
    if (!day) return read_kept<T>(connection, owner, kind, parse);
    TRY_ASSIGN(auto papers, persistence::papers_of(connection, owner, kind));
    std::vector<persistence::Paper> held;
    for (persistence::Paper& paper : papers) {
        if (paper.at.utc_date() <= *day) {
            held.push_back(std::move(paper));
            continue;
        }
        TRY_ASSIGN(const auto versions,
                   persistence::paper_versions(connection, owner, kind, paper.id));
        const auto found = std::find_if(versions.begin(), versions.end(), [&](const auto& version) {
            return version.at.utc_date() <= *day;
        });
        if (found != versions.end()) held.push_back(*found);
    }
    std::ranges::sort(held, {}, &persistence::Paper::sequence);
    std::vector<Kept<T>> kept;
    for (persistence::Paper& paper : held) {
        TRY_ASSIGN(T value, parse(paper.body));
        kept.push_back({paper.id, paper.version, std::move(value), std::move(paper)});
    }
    return kept;
}

}  // namespace openpcn::api
