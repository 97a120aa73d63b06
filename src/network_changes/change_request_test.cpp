#include "network_changes/change_request.h"

#include <gmock/gmock.h>

#include "network_changes/test_changes.h"

namespace openpcn::network_changes {
namespace {

using testing::HasSubstr;

TEST(ChangeRequest, IsReadBackAsItWasWritten) {
    auto request = splitting();
    request.practice = code("A81009");
    request.practices = {code("A81001"), code("A81002")};
    request.successor = code("A81001");
    request.successor_name = "New Surgery";
    request.networks = {code("U00002")};
    request.group_name = "The two";
    request.director = "Dr A";
    request.profession = "gp";
    request.area.small_areas = {"E01012001"};
    request.new_networks[0].area.small_areas = {"E01012002", "E01012003"};
    request.evidence = {VoteReference{"m1", 2},
                        day("2026-11-01"),
                        "Letter",
                        {{code("A81001"), "Dr A", day("2026-11-02")}},
                        "Trust",
                        "Meeting",
                        "Note"};
    const std::string text = change_request_json(request);
    const auto again = parse_change_request(text).value();
    EXPECT_EQ(change_request_json(again), text);
    EXPECT_EQ(again.new_networks[0].area.small_areas.size(), 2U);
    EXPECT_TRUE(again.new_networks[1].area.is_empty());
    EXPECT_EQ(again.new_networks[1].practices, request.new_networks[1].practices);
    EXPECT_EQ(again.evidence.agreed_by[0].person, "Dr A");
    EXPECT_EQ(again.evidence.vote->motion, 2);
}

TEST(ChangeRequest, IsAgreedToWithoutItsEvidence) {
    auto request = joining("A81007");
    const std::string text = agreed_text(request);
    request.evidence.note = "Another";
    EXPECT_EQ(agreed_text(request), text);
    request.reason = "Another";
    EXPECT_NE(agreed_text(request), text);
}

TEST(ChangeRequest, RefusesWhatItDoesNotKnow) {
    struct Case {
        const char* text;
        const char* named;
    };
    for (const auto& [text, named] : std::to_array<Case>({
             {"[]", ""},
             {"{}", "kind"},
             {R"({"kind": "moves"})", "kind"},
             {R"({"kind": "new_area", "colour": "red"})", "colour"},
             {R"({"kind": "new_area", "takes_effect": "soon"})", "takes_effect"},
             {R"({"kind": "new_area", "area": {"small_areas": ["X"]}})", "area"},
             {R"({"kind": "practices_merge", "practices": ["A81001", "A81001"]})", "practices"},
             {R"({"kind": "practice_joins", "practice": "?"})", "practice"},
             {R"({"kind": "practice_joins", "evidence": {"vote": {"meeting": "m", "motion": 0}}})",
              "motion"},
         })) {
        const auto read = parse_change_request(text);
        ASSERT_FALSE(read) << text;
        EXPECT_THAT(read.error().what + read.error().where, HasSubstr(named)) << text;
    }
}

TEST(ChangeRequest, HasATitleForLists) {
    EXPECT_EQ(title_of(joining("A81007"), "North PCN"), "A81007 joins North PCN");
    EXPECT_EQ(title_of(leaving("A81001"), "North PCN"), "A81001 leaves North PCN");
    EXPECT_EQ(title_of(merging("A81001"), "North PCN"),
              "A81001, A81002 merge to A81001 in North PCN");
    EXPECT_EQ(title_of(merging_networks({}), "North PCN"), "North PCN merges with U00002");
    EXPECT_EQ(title_of(splitting(), "North PCN"), "North PCN splits into 2 networks");
    EXPECT_EQ(title_of(asked(ChangeKind::new_area), "North PCN"), "North PCN has a new area");
    EXPECT_EQ(title_of(asked(ChangeKind::shared_director), "North PCN"),
              "North PCN shares a clinical director");
}

}  // namespace
}  // namespace openpcn::network_changes
