#include "formation/registration_check.h"

#include <gmock/gmock.h>

#include "formation/test_formation.h"

namespace openpcn::formation {
namespace {

using testing::HasSubstr;

const Finding* finding(const std::vector<Finding>& all, std::string_view id) {
    for (const Finding& one : all)
        if (one.id == id) return &one;
    return nullptr;
}

TEST(RegistrationCheck, LetsAGoodRegistrationPassAndNamesThePracticeLeftBetween) {
    const Registration good = good_registration();
    const auto findings = Surroundings(good).check(good);
    for (const Finding& one : findings) EXPECT_NE(one.severity, Severity::blocks) << one.title;
    EXPECT_FALSE(has_blocking(findings));
    const Finding* size = finding(findings, "size");
    ASSERT_NE(size, nullptr);
    EXPECT_EQ(size->arithmetic,
              "10,000 + 12,000 + 13,000 = 35,000 patients, within 30,000 to 50,000.");
    EXPECT_THAT(size->clause, HasSubstr("30,000 to 50,000"));
    const Finding* coverage = finding(findings, "coverage");
    ASSERT_NE(coverage, nullptr);
    EXPECT_EQ(coverage->severity, Severity::warns);
    EXPECT_EQ(coverage->title, "1 practice would still be without a network");
    EXPECT_THAT(coverage->arithmetic, HasSubstr("3 of 4 practices and 35,000 of 44,000 patients"));
    EXPECT_THAT(coverage->arithmetic,
                HasSubstr("PRACTICE 4 (A81004, 9,000 patients), 0.6 km from A81001"));
    for (int i = 0; i < task_count; ++i)
        EXPECT_EQ(state_of(static_cast<Task>(i), good, findings), TaskState::done) << i;
}

// One thing wrong at a time: what is found, and how severe it is.
struct Case {
    std::string_view what;
    std::string_view id;
    Severity severity;
    std::string_view arithmetic;
    void (*change)(Registration&, Surroundings&);
};

std::vector<Case> practice_and_list_cases() {
    return {
        {"no name", "start", Severity::blocks, "It lacks a name.",
         [](Registration& one, Surroundings&) { one.name = ""; }},
        {"unknown practice", "practices", Severity::blocks, "A81009 is not in the register.",
         [](Registration& one, Surroundings&) { one.members.push_back(code("A81009")); }},
        {"submitted elsewhere", "one_network", Severity::blocks, "It is a member of South Network",
         [](Registration&, Surroundings& all) {
             all.elsewhere = {{code("A81001"), "South Network", false}};
         }},
        {"draft elsewhere", "one_network", Severity::warns, "A draft that is not submitted",
         [](Registration&, Surroundings& all) {
             all.elsewhere = {{code("A81001"), "Secret draft", true}};
         }},
        {"another commissioner", "cross_border", Severity::blocks, "3 of 3 practices",
         [](Registration& one, Surroundings&) { one.commissioner = code("84H"); }},
        {"explained border", "cross_border", Severity::to_decide, "3 of 3 practices",
         [](Registration& one, Surroundings&) {
             one.commissioner = code("84H");
             one.explanations["cross_border"] = "The river.";
         }},
        {"wrong total", "lists", Severity::blocks,
         "The lists add up to 35,000, and the total says 36,000.",
         [](Registration& one, Surroundings&) { one.lists->total = 36'000; }},
        {"another day", "lists", Severity::blocks, "the contract asks for 1 January 2019",
         [](Registration& one, Surroundings&) { one.lists->dated = day("2019-04-01"); }},
    };
}

std::vector<Case> size_and_area_cases() {
    return {
        {"list of no member", "lists", Severity::blocks, "A81004 has a list here and is no member.",
         [](Registration& one, Surroundings&) {
             one.lists->rows.push_back({code("A81004"), 9'000, ""});
             one.lists->total = 44'000;
         }},
        {"too small", "size_below", Severity::blocks, "22,000 patients, 8,000 below",
         [](Registration& one, Surroundings&) {
             one.members.pop_back();
             one.lists->rows.pop_back();
             one.lists->total = 22'000;
         }},
        {"small with a reason", "size_below", Severity::to_decide, "22,000 patients",
         [](Registration& one, Surroundings&) {
             one.members.pop_back();
             one.lists->rows.pop_back();
             one.lists->total = 22'000;
             one.waiver_reason = "A rural valley.";
         }},
        {"too large", "size", Severity::blocks, "50,001 patients, 1 above",
         [](Registration& one, Surroundings&) {
             one.lists->rows[0].patients = 25'001;
             one.lists->total = 50'001;
         }},
        {"too large with teams", "size", Severity::to_decide, "75,000 patients",
         [](Registration& one, Surroundings&) {
             one.lists->rows[0].patients = 40'000;
             one.lists->rows[1].patients = 22'000;
             one.lists->total = 75'000;
             one.teams = {{"East", {code("A81001")}}, {"West", {code("A81002"), code("A81003")}}};
         }},
        {"teams lack one", "size", Severity::blocks, "A81003 is in no team.",
         [](Registration& one, Surroundings&) {
             one.lists->rows[0].patients = 40'000;
             one.lists->total = 65'000;
             one.teams = {{"East", {code("A81001")}}, {"West", {code("A81002")}}};
         }},
        {"no area", "area", Severity::blocks, "nothing is drawn",
         [](Registration& one, Surroundings&) { one.area = {}; }},
    };
}

std::vector<Case> acceptance_and_paper_cases() {
    return {
        {"overlap", "area_overlap", Severity::blocks, "2 km",
         [](Registration&, Surroundings& all) {
             all.area->front() = {networks::AreaRuleId::overlap, networks::AreaOutcome::not_met,
                                  "2 km", "clause"};
         }},
        {"overlap explained", "area_overlap", Severity::to_decide, "2 km",
         [](Registration& one, Surroundings& all) {
             all.area->front() = {networks::AreaRuleId::overlap, networks::AreaOutcome::not_met,
                                  "2 km", "clause"};
             one.explanations["area_overlap"] = "Shared on purpose.";
         }},
        {"area changed after acceptance", "accepted_by_members", Severity::blocks,
         "3 accepted an earlier area",
         [](Registration& one, Surroundings&) { one.area.small_areas.pop_back(); }},
        {"no evidence", "accepted_by_providers", Severity::blocks, "no day or no evidence",
         [](Registration& one, Surroundings&) { one.providers[0].evidence = ""; }},
        {"no local people", "accepted_by_people", Severity::blocks, "0 acceptances.",
         [](Registration& one, Surroundings&) { one.people.clear(); }},
        {"no agreement", "agreement", Severity::blocks, "Nothing is written yet.",
         [](Registration&, Surroundings& all) { all.agreement.reset(); }},
        {"signed an earlier text", "agreement", Severity::blocks, "A81002 signed version 1",
         [](Registration&, Surroundings& all) {
             all.agreement = AgreementFacts{false, false, {"A81002 signed version 1."}, {}};
         }},
        {"shares", "directors", Severity::blocks, "Dr Ash 60 % + Nurse Birch 30 % = 90 %.",
         [](Registration&, Surroundings& all) { all.people.directors[1].percent = 30; }},
        {"no director", "directors", Severity::blocks, "0 directors.",
         [](Registration&, Surroundings& all) { all.people.directors.clear(); }},
        {"no clinician", "directors", Severity::blocks,
         "Dr Ash 60 % + Nurse Birch 40 % = 100 %. Nurse Birch is not a practising clinician.",
         [](Registration&, Surroundings& all) { all.people.directors[1].is_clinician = false; }},
        {"no payee", "payee", Severity::blocks, "0 confirmed payees.",
         [](Registration&, Surroundings& all) { all.people.payees.clear(); }},
        {"payee and directors that only an earlier form names", "payee", Severity::blocks,
         "0 confirmed payees.",
         [](Registration& one, Surroundings& all) {
             one.named_earlier = {{{"Dr Ash", "GP", 100}}, "PRACTICE 1 (A81001)"};
             all.people = {};
         }},
        {"directors that only an earlier form names", "directors", Severity::blocks, "0 directors.",
         [](Registration& one, Surroundings& all) {
             one.named_earlier = {{{"Dr Ash", "GP", 100}}, "PRACTICE 1 (A81001)"};
             all.people = {};
         }},
    };
}

TEST(RegistrationCheck, DecidesEachRuleWithItsArithmetic) {
    std::vector<Case> cases = practice_and_list_cases();
    for (auto more : {size_and_area_cases(), acceptance_and_paper_cases()})
        cases.insert(cases.end(), more.begin(), more.end());
    for (const Case& one : cases) {
        Registration registration = good_registration();
        Surroundings all(registration);
        one.change(registration, all);
        const auto findings = all.check(registration);
        bool found = false;
        for (const Finding& each : findings)
            found = found || (each.id == one.id && each.severity == one.severity &&
                              each.arithmetic.find(one.arithmetic) != std::string::npos);
        EXPECT_TRUE(found) << one.what;
        EXPECT_EQ(has_blocking(findings), one.severity == Severity::blocks) << one.what;
        for (const Finding& each : findings) {
            EXPECT_EQ(each.arithmetic.find("Secret draft"), std::string::npos);
            if (each.severity == Severity::blocks) {
                EXPECT_FALSE(each.remedy.empty()) << each.title;
                EXPECT_FALSE(each.clause.empty() && !each.id.starts_with("size")) << each.title;
            }
        }
    }
}

TEST(RegistrationCheck, TellsWhatOfAnEmptyOneIsNotStarted) {
    const Registration empty;
    Surroundings all(empty);
    all.people = {};
    const auto findings = all.check(empty);
    for (int i = 0; i < task_count; ++i) {
        if (static_cast<Task>(i) == Task::agreement) continue;
        EXPECT_EQ(state_of(static_cast<Task>(i), empty, findings), TaskState::not_started) << i;
    }
}

}  // namespace
}  // namespace openpcn::formation
