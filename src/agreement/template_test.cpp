#include "agreement/template.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "agreement/test_agreement.h"

namespace openpcn::agreement {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

json small_form() {
    return json::parse(R"({"id": "2020-21", "version": "1", "title": "Agreement 2020/21",
        "contract": "2020-21", "reference": "the template", "reference_at": "somewhere",
        "effective_from": "2020-04-01", "more_schedules_max": 1,
        "assurance": {"state": "not_assured", "statement": "Nobody checked it."},
        "clauses": [], "legal_forms": [{"id": "sole", "title": "sole trader", "authorities": [
            {"id": "self", "title": "Self", "statement": "I sign", "capacities": ["Contractor"],
             "signers": "one"}]}],
        "schedules": [{"number": 1, "title": "One", "about": "a", "source": "s", "fields": [
            {"id": "quorum", "title": "Quorum", "kind": "text", "needed": "complete"},
            {"id": "votes", "title": "Votes", "kind": "choice", "choices": [
                {"id": "one_each", "title": "One each"}]},
            {"id": "notice_days", "title": "Notice", "kind": "date"},
            {"id": "buildings", "title": "Buildings", "kind": "text"}]}]})");
}

TEST(AgreementTemplate, Of2019HasTwelveClausesOfWhichTwoAreOwnAndSevenSchedules) {
    const AgreementTemplate& form = form_2019();
    EXPECT_EQ(form.schedules.size(), 7U);
    EXPECT_EQ(form.schedules[0].title, "Network Specifics");
    EXPECT_EQ(form.schedules[6].title, "Arrangements with organisations outside the Network");
    EXPECT_EQ(std::count_if(form.clauses.begin(), form.clauses.end(),
                            [](const Clause& clause) { return clause.own_text.has_value(); }),
              2);
    std::vector<std::string> legal;
    for (const LegalForm& each : form.legal_forms) legal.push_back(each.id);
    EXPECT_THAT(legal, ElementsAre("sole_trader", "partnership", "company"));
    EXPECT_NE(form.field("dispute_steps_text"), nullptr);
    EXPECT_EQ(form.field("dispute"), nullptr);
}

TEST(AgreementTemplate, IsRefusedWhereAMemberIsMissingWrongOrUnknown) {
    ASSERT_TRUE(parse_template(small_form().dump(), "a.json"));
    const json nothing;
    for (const auto& [place, value, wanted] :
         std::vector<std::tuple<std::string, json, std::string>>{
             {"/id", nothing, "\"id\" must be a text."},
             {"/effective_from", "1 April", "\"effective_from\" must be a date"},
             {"/extra", 1, "\"extra\" must be left out"},
             {"/schedules/0/number", 2, "numbered 1, 2, 3"},
             {"/schedules/0/fields/0/kind", "colour",
              "\"schedules[0].fields[0].kind\" must be one"},
             {"/schedules/0/fields/0/id", "Quorum", "of small letters"},
             {"/schedules/0/fields/0/id", "votes", "without a second \"votes\""},
             {"/schedules/0/fields/0/mark", "X", "S or GK"},
             {"/schedules/0/fields/0/kind", "table", "there for a table"},
             {"/schedules/0/fields/1/choices", json::array(), "there for a choice"},
             {"/schedules/0/fields/0/needed_with",
              {{"field", "votes"}, {"is", "none"}},
              "conditions of \"quorum\""},
             {"/legal_forms", json::array(), "at least one"},
             {"/assurance/state", "maybe", "not_assured assured"}}) {
        json wrong = small_form();
        wrong[json::json_pointer(place)] = value;
        const auto read = parse_template(wrong.dump(), "a.json");
        ASSERT_FALSE(read) << place;
        EXPECT_THAT(read.error().what, HasSubstr(wanted));
        EXPECT_EQ(read.error().where, "a.json");
    }
    EXPECT_FALSE(parse_template("[]", "a.json"));
}

TEST(AgreementTemplate, IsTheOneInForceOnTheDayOrTheLatestBeforeItWithANote) {
    const std::vector<AgreementTemplate> all{parse_template(small_form().dump(), "a.json").value(),
                                             form_2019()};
    const auto on = [&](const char* day) { return template_on(all, Date::parse(day).value()); };
    EXPECT_EQ(on("2020-03-31").form->id, "2019-20");
    EXPECT_EQ(on("2020-03-31").note, "");
    EXPECT_EQ(on("2020-04-01").form->id, "2020-21");
    EXPECT_THAT(on("2018-01-01").note, HasSubstr("begins on 1 April 2019"));
    EXPECT_THAT(template_on(std::span(all).subspan(1), Date::parse("2026-01-01").value()).note,
                HasSubstr("ended on 31 March 2020"));
    EXPECT_EQ(template_on({}, Date()).form, nullptr);
}

// "Yearly refresh, as services, workforce and money are added" (pcn.md section 2.8).
TEST(AgreementTemplate, OfANewYearTakesOverWhatItHasAPlaceFor) {
    const AgreementTemplate next = parse_template(small_form().dump(), "a.json").value();
    const CarriedOver carried = carry_over(filled_with(complete_values), form_2019(), next);
    EXPECT_EQ(std::get<std::string>(carried.draft.values.at("quorum")), "Both practices");
    EXPECT_EQ(std::get<std::string>(carried.draft.values.at("votes")), "one_each");
    EXPECT_EQ(carried.draft.values.size(), 2U);
    EXPECT_THAT(carried.new_fields, ElementsAre("buildings"));
    EXPECT_THAT(carried.left_behind, testing::Contains("notice_days")) << "another kind now";
    EXPECT_THAT(carried.left_behind, testing::Contains("activities"));
}

}  // namespace
}  // namespace openpcn::agreement
