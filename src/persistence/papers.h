// Papers in SQL: what people write and decide about a network or another organisation, each as a
// series of versions that are never changed.
//
// A paper is JSON that the domain module of its kind reads and writes; here it is only kept, in
// order. Changes are made inside the caller's transaction, which also holds their audit entry.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "platform/database/connection.h"

namespace openpcn::persistence {

struct Paper {
    std::string owner;  // id of a network, or ODS code of an organisation
    std::string kind;   // "registration", "agreement", ...
    std::string id;     // opaque; the same for all versions
    std::int64_t version = 1;
    std::string body;  // JSON
    Instant at;
    std::string author;  // user name
    std::string author_name;
    std::string author_organisation;  // ODS code
    std::int64_t sequence = 0;        // rises over all papers; set when it is kept
};

// As the version after `based_on`, 0 for a new paper; the version it became. `conflict` where
// `based_on` is not the newest any more.
Result<std::int64_t> add_paper(database::Connection& connection, const Paper& paper,
                               std::int64_t based_on);

// The newest version of each paper of a kind, the one changed last first.
Result<std::vector<Paper>> papers_of(database::Connection& connection, std::string_view owner,
                                     std::string_view kind);
// The same over all owners.
Result<std::vector<Paper>> papers_of_kind(database::Connection& connection, std::string_view kind);
// The same of the versions that were kept by the end of a day (in UTC): as they stood then.
Result<std::vector<Paper>> papers_of_kind_by(database::Connection& connection,
                                             std::string_view kind, Date day);
// The same with the versions that were newest at the end of a day (in UTC); without a day, now.
// Papers that were begun later are left out.
Result<std::vector<Paper>> papers_kept_by(database::Connection& connection, std::string_view owner,
                                          std::string_view kind, std::optional<Date> day);
// The newest version.
Result<std::optional<Paper>> find_paper(database::Connection& connection, std::string_view owner,
                                        std::string_view kind, std::string_view id);
// Newest first.
Result<std::vector<Paper>> paper_versions(database::Connection& connection, std::string_view owner,
                                          std::string_view kind, std::string_view id);

// Rises with every paper of the kind: for caches.
Result<std::int64_t> papers_version(database::Connection& connection, std::string_view kind);

}  // namespace openpcn::persistence
