#include "population/cql/library_choice.h"

#include <gtest/gtest.h>

namespace openpcn::cql {
namespace {

TEST(LibraryChoice, TakesWhatALibraryIncludesDirectlyOrThroughAnotherAndNothingElse) {
    const LibrarySource main{"main.cql", "library Main\ninclude A\ninclude FHIRHelpers"};
    const std::vector<LibrarySource> others{
        {"z.cql", "library Z\ndefine \"unused\": true"},
        {"a.cql", "library A\ninclude nhs.B called B"},
        {"b.cql", "library nhs.B\ninclude A"},
        {"again.cql", "library A\ndefine \"a later library of the same name\": true"},
        {"own.cql", "library Main"},
    };
    std::vector<std::string> files;
    for (const LibrarySource& source : choose_libraries(main, others)) files.push_back(source.file);
    EXPECT_EQ(files, (std::vector<std::string>{"main.cql", "a.cql", "b.cql"}));
}

}  // namespace
}  // namespace openpcn::cql
