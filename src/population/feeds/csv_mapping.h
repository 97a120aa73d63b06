// A mapping: how a CSV layout of the user's own becomes the tables of the CSV extract. A file that
// users write, described in docs/guides/csv-mapping.md; content/mappings/ has two.
//
// A mapping is an immutable value, safe to share between threads.
#pragma once

#include <memory>
#include <string_view>

#include "base/result.h"

namespace openpcn::feeds {

struct MappingPlan;

class CsvMapping {
public:
    // Reads the mapping's JSON. `name` is for errors, which say where in the mapping they are.
    static Result<CsvMapping> parse(std::string_view json, std::string_view name);

    const MappingPlan& plan() const { return *plan_; }

private:
    explicit CsvMapping(std::shared_ptr<const MappingPlan> plan) : plan_(std::move(plan)) {}
    // Shared by copies of the mapping; never changed.
    std::shared_ptr<const MappingPlan> plan_;
};

}  // namespace openpcn::feeds
