// What is known of past loads, for the feeds page: summaries and rejects.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/database/connection.h"

namespace openpcn::persistence {

struct PastLoad {
    std::int64_t id = 0;
    std::string ods_code;
    std::string finished_at;
    std::string extracted_at;
    std::string kind;     // full, changes
    std::string state;    // done, failed
    std::string summary;  // JSON, field names of LoadSummary
};

struct RejectRow {
    std::string file;
    std::int64_t line = 0;
    std::string kind;
    std::string reason;
    std::string original;  // as it came, which may identify people; not always valid UTF-8
    std::string loaded_at;
};

Result<std::optional<PastLoad>> latest_load(database::Connection& connection,
                                            std::string_view ods_code);
// Lines rejected since the practice's last full load, each once however often it was sent.
Result<std::int64_t> count_rejects(database::Connection& connection, std::string_view ods_code);
// The same lines, newest load first, then in order of the input.
Result<std::vector<RejectRow>> rejects_of(database::Connection& connection,
                                          std::string_view ods_code, std::int64_t offset,
                                          std::int64_t limit);

}  // namespace openpcn::persistence
