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
    EXPECT_EQ(content->checklist("goals")->items.size(), 8U);
    EXPECT_EQ(content->checklist("five_years")->items.size(), 5U);
    EXPECT_EQ(content->checklist("five_years")->items[0].source, "D2");
    EXPECT_EQ(content->checklist("goals")->due->to_string(), "2020-03-31");
}

TEST(GovernanceContent, WantsASourceOfTheListOrTheMark) {
    const auto read = [](const std::string& lead) {
        return parse_governance_content(
            R"({"id": "x", "title": "y", "effective_from": "2019-07-01",
                "assurance": {"state": "not_assured", "statement": "None."},
                "sources": [{"key": "D2", "text": "An article"}, {"key": "W1", "text": "A page"}],
                "professions": [], "checklists": [],
                "leads": [{"id": "a", "title": "A")" +
                lead + "}]}",
            "a.json");
    };
    EXPECT_TRUE(read(R"(, "source": "D2, W1")").has_value());
    EXPECT_TRUE(read(R"(, "mark": "GK")").has_value());
    for (const char* wrong : {"", R"(, "source": "D3")", R"(, "source": "D2, ")",
                              R"(, "source": "D2,W1")", R"(, "mark": "maybe")"})
        EXPECT_FALSE(read(wrong).has_value()) << wrong;
}

GovernanceContent small() {
    GovernanceContent content;
    content.professions = {{"gp", "GP", true, "", "GK"}, {"nurse", "Nurse", true, "", "GK"}};
    content.leads = {{"digital", "Digital lead", {}, "", "GK"}};
    content.checklists = {{"goals", "Goals", {}, "", false, {{"plan", "A plan", ""}}},
                          {"programme", "Programme", {}, "", true, {{"money", "Money", ""}}}};
    return content;
}

TEST(GovernanceContent, RefusesPostsThatItDoesNotKnowAndNamesThoseItDoes) {
    struct Case {
        PostKind kind;
        std::string role;
        std::string profession;
        std::string what;  // empty: it is known
        std::string remedy;
    };
    for (const auto& [kind, role, profession, what, remedy] :
         std::vector<Case>{{PostKind::director, "clinical_director", "nurse", "", ""},
                           {PostKind::director, "boss", "nurse", "\"boss\"", "clinical_director"},
                           {PostKind::director, "clinical_director", "baker",
                            "profession \"baker\"", "gp, nurse"},
                           {PostKind::lead, "digital", "", "", ""},
                           {PostKind::lead, "hats", "", "lead \"hats\"", "digital"},
                           {PostKind::lead, "digital", "baker", "profession", "gp, nurse"},
                           {PostKind::representative, "The system's board", "", "", ""}}) {
        Post post;
        post.kind = kind;
        post.role = role;
        post.profession = profession;
        const auto checked = check_post(post, small());
        ASSERT_EQ(checked.has_value(), what.empty()) << role;
        if (checked) continue;
        EXPECT_EQ(checked.error().kind, ErrorKind::invalid);
        EXPECT_THAT(checked.error().what, testing::HasSubstr(what));
        EXPECT_THAT(checked.error().remedy, testing::HasSubstr(remedy));
    }
}

TEST(GovernanceContent, RefusesMarksOfUnknownListsAndItemsAndNamesTheKnown) {
    struct Case {
        std::string list;
        std::string item;
        std::string person;
        std::string what;
        std::string remedy;
    };
    for (const auto& [list, item, person, what, remedy] :
         std::vector<Case>{{"goals", "plan", "", "", ""},
                           {"programme", "money", "Dr A", "", ""},
                           {"wishes", "plan", "", "list \"wishes\"", "goals, programme"},
                           {"goals", "money", "", "\"money\"", "plan"},
                           {"goals", "plan", "Dr A", "not a person's", "Leave it out"},
                           {"programme", "money", "", "each person", "Name the person"}}) {
        ChecklistMark mark;
        mark.list = list;
        mark.item = item;
        mark.person = person;
        const auto checked = check_mark(mark, small());
        ASSERT_EQ(checked.has_value(), what.empty()) << list << item;
        if (checked) continue;
        EXPECT_THAT(checked.error().what, testing::HasSubstr(what));
        EXPECT_THAT(checked.error().remedy, testing::HasSubstr(remedy));
    }
}

TEST(GovernanceContent, NamesWhatIsWrong) {
    const auto read = parse_governance_content(R"({"id": "x", "title": "y"})", "a.json");
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().where, "a.json");
}

}  // namespace
}  // namespace openpcn::governance
