#include "governance/governance_content.h"

#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <sstream>

namespace openpcn::governance {
namespace {

TEST(GovernanceContent, OfTheFirstYearIsReadWhole) {
    std::stringstream text;
    text << std::ifstream(OPENPCN_SOURCE_DIR "/content/network_governance/2019-20.json").rdbuf();
    const auto content = parse_governance_content(text.str(), "2019-20.json");
    ASSERT_TRUE(content.has_value()) << to_string(content.error());
    EXPECT_THAT(content->clinicians(), testing::Contains("gp"));
    EXPECT_THAT(content->clinicians(), testing::Not(testing::Contains("not_a_clinician")));
    for (const char* list : {"goals", "duties", "programme"}) {
        ASSERT_NE(content->checklist(list), nullptr) << list;
        std::set<std::string> ids;
        for (const auto& item : content->checklist(list)->items)
            EXPECT_TRUE(ids.insert(item.id).second) << item.id;
    }
    // What nobody verified keeps its mark or has a source.
    for (const LeadRole& lead : content->leads) EXPECT_NE(lead.source.empty(), lead.mark.empty());
}

TEST(GovernanceContent, NamesWhatIsWrong) {
    const auto read = parse_governance_content(R"({"id": "x", "title": "y"})", "a.json");
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().where, "a.json");
}

}  // namespace
}  // namespace openpcn::governance
