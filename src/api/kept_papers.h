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

// The newest version of each, or the newest of those that were kept by the end of a day (in UTC),
// oldest change first. `parse` reads a body; what it refuses is answered as it says.
template <typename T, typename Parse>
Result<std::vector<Kept<T>>> read_kept_by(database::Connection& connection, std::string_view owner,
                                          std::string_view kind, std::optional<Date> day,
                                          const Parse& parse) {
    TRY_ASSIGN(auto papers, persistence::papers_kept_by(connection, owner, kind, day));
    std::reverse(papers.begin(), papers.end());
    std::vector<Kept<T>> kept;
    for (persistence::Paper& paper : papers) {
        TRY_ASSIGN(T value, parse(paper.body));
        kept.push_back({paper.id, paper.version, std::move(value), std::move(paper)});
    }
    return kept;
}

template <typename T, typename Parse>
Result<std::vector<Kept<T>>> read_kept(database::Connection& connection, std::string_view owner,
                                       std::string_view kind, const Parse& parse) {
    return read_kept_by<T>(connection, owner, kind, std::nullopt, parse);
}

}  // namespace openpcn::api
