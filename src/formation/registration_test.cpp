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

TEST(Registration, OfAnEarlierFormIsReadAndShownAsItWasButNotSavedAgain) {
    const std::string text =
        R"({"name": "North", "directors": [{"name": "Dr Ash", "profession": "GP", "percent": 100}],
            "payee": "PRACTICE 1"})";
    const auto read = parse_registration(text);
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(read->named_earlier.payee, "PRACTICE 1");
    EXPECT_EQ(read->named_earlier.directors[0].percent, 100);
    EXPECT_THAT(registration_json(*read), HasSubstr(R"("payee":"PRACTICE 1")"));
    EXPECT_EQ(registration_json(*parse_registration(registration_json(*read))),
              registration_json(*read));
    const auto refused = require_nobody_named(*read);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    EXPECT_THAT(refused.error().remedy, HasSubstr("people and payee"));
    // A form that leaves them empty names nobody.
    const auto empty = parse_registration(R"({"directors": [], "payee": ""})").value();
    EXPECT_TRUE(require_nobody_named(empty));
    EXPECT_THAT(registration_json(empty), testing::Not(HasSubstr("payee")));
}

TEST(Registration, SaysWhatALaterSubmissionNamesDifferently) {
    const PeopleFacts earlier = good_people();
    EXPECT_TRUE(differences(earlier, good_people()).empty());
    PeopleFacts later = earlier;
    later.payees = {"The company"};
    later.directors = {{"Dr Elm", 100, "gp", true}};
    EXPECT_THAT(
        differences(earlier, later),
        testing::ElementsAre("Clinical directors: Dr Elm 100 % instead of Dr Ash 60 % + Nurse "
                             "Birch 40 %.",
                             "Payee: The company instead of PRACTICE 1 (A81001)."));
    EXPECT_THAT(differences({}, earlier),
                Contains("Payee: PRACTICE 1 (A81001) instead of nobody."));
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
