#include "organisations/list_total.h"

#include <fmt/format.h>

namespace openpcn::organisations {

void settle_total(ListSizeFact& list, FactSink& sink) {
    std::int64_t of_sexes = 0;
    std::int64_t of_bands = 0;
    std::int64_t of_both = 0;
    bool has_bands = false;
    for (const BandCount& count : list.bands) {
        if (count.sex == "ALL") {
            of_both += count.patients;
            continue;
        }
        (count.band == "ALL" ? of_sexes : of_bands) += count.patients;
        has_bands = has_bands || count.band != "ALL";
    }
    if (list.patients < 0) {
        list.patients = of_sexes > 0 ? of_sexes : of_bands > 0 ? of_bands : of_both;
    }
    if (!has_bands || of_bands == list.patients) return;
    sink.facts.doubts.push_back(
        {sink.facts.name, list.line,
         fmt::format("The age bands of {} come to {}, its total is {}; both are kept.",
                     list.practice.text(), of_bands, list.patients),
         ""});
}

bool is_suppressed(std::string_view cell) {
    for (const char* mark : {"*", "**", "-", "c", "[c]", ":"})
        if (cell == mark) return true;
    return false;
}

}  // namespace openpcn::organisations
