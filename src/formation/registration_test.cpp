#include "formation/registration.h"

#include <gmock/gmock.h>

#include "formation/test_formation.h"

namespace openpcn::formation {
namespace {

using testing::Contains;
using testing::HasSubstr;

TEST(Registration, IsReadBackAsItWasWritten) {
    Registration written = good_registration();
    written.teams = {{"East", {code("A81001")}}, {"West", {code("A81002"), code("A81003")}}};
    written.explanations["area_gap"] = "The moor belongs to nobody.";
    written.waiver_reason = "Few people live here.";
    const std::string text = registration_json(written);
    const auto read = parse_registration(text);
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(registration_json(*read), text);
    EXPECT_TRUE(differences(written, *read).empty());
    EXPECT_TRUE(parse_registration("{}"));
}

TEST(Registration, RefusesWhatItDoesNotKnowSayingWhereItIs) {
    struct Case {
        std::string_view text;
        std::string_view where;
    };
    for (const auto& [text, where] : std::to_array<Case>({
             {R"({"nam": "North"})", "nam"},
             {R"({"starts": "1 July"})", "starts"},
             {R"({"members": ["A81001", "A81001"]})", "members"},
             {R"({"members": "A81001"})", "members"},
             {R"({"lists": {"dated": "2019-01-01", "total": 1,
                            "rows": [{"practice": "A81001", "patients": -1}]}})",
              "lists.rows.1.patients"},
             {R"({"area": {"small_areas": ["Stockton"]}})", "area"},
             {R"({"teams": [{"practices": []}]})", "teams.1.name"},
             {R"({"explanations": {"area_gap": 3}})", "explanations.area_gap"},
         })) {
        const auto read = parse_registration(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().where, where) << text;
        EXPECT_FALSE(read.error().remedy.empty());
    }
    EXPECT_FALSE(parse_registration("North"));
}

TEST(Registration, SaysWhatALaterOneSaysDifferently) {
    const Registration earlier = good_registration();
    Registration later = earlier;
    later.members = {code("A81001"), code("A81002"), code("A81004")};
    later.name = "North and East Network";
    later.area.small_areas.pop_back();
    const auto said = differences(earlier, later);
    EXPECT_THAT(said, Contains("Name: North and East Network instead of North Network."));
    EXPECT_THAT(said, Contains("A81004 is a member now."));
    EXPECT_THAT(said, Contains("A81003 is no member any more."));
    EXPECT_THAT(said, Contains(HasSubstr("Area: 1 small areas")));
    EXPECT_EQ(said.size(), 4U);
}

}  // namespace
}  // namespace openpcn::formation
