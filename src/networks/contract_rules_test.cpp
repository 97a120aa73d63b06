#include "networks/contract_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openpcn::networks {
namespace {

constexpr std::string_view whole = R"({"id":"y","title":"Year","effective_from":"2019-07-01",
"effective_to":"2020-03-31","assurance":{"statement":"Not assured."},
"size":{"least":3,"most":5,"clause":"c","below":"b","above":"a","source":"s"},
"coverage":{"percent":100,"by":"2019-06-30","clause":"c","source":"s"}})";

std::string without(std::string_view member, std::string_view instead) {
    std::string text(whole);
    const auto at = text.find(member);
    EXPECT_NE(at, std::string::npos) << member;
    return text.replace(at, member.size(), instead);
}

TEST(ContractRules, AreReadWhole) {
    const auto rules = parse_contract_rules(whole, "y.json");
    ASSERT_TRUE(rules.has_value()) << to_string(rules.error());
    EXPECT_EQ(rules->size.least, 3);
    EXPECT_EQ(rules->coverage.by.to_string(), "2019-06-30");
    EXPECT_EQ(rules->effective_to->to_string(), "2020-03-31");
}

TEST(ContractRules, MaySayWhatIsAskedOfAreas) {
    EXPECT_FALSE(parse_contract_rules(whole, "y.json")->area.has_value());
    std::string text(whole);
    text.insert(1, R"("area":{"overlap":"o","gap":"g","contiguous":"c","sites_inside":"i",
        "within_commissioner":"w","residents_outside":"r","source":"s"},)");
    const auto rules = parse_contract_rules(text, "y.json");
    ASSERT_TRUE(rules.has_value()) << to_string(rules.error());
    EXPECT_EQ(rules->area->sites_inside, "i");
    text.replace(text.find("\"gap\":\"g\","), 10, "");
    EXPECT_EQ(parse_contract_rules(text, "y.json").error().what, "\"area.gap\" must be a text.");
}

TEST(ContractRules, NameWhatIsWrong) {
    const std::pair<std::string, std::string_view> cases[] = {
        {"[]", "The rules of a network contract are no JSON object."},
        {"{", "The rules of a network contract are no JSON object."},
        {without("\"id\":\"y\"", "\"id\":1"), "\"id\" must be a text."},
        {without("2019-07-01", "2019-07-32"), "\"effective_from\" must be a date."},
        {without("\"least\":3", "\"least\":\"3\""), "\"size.least\" must be a whole number."},
        {without("\"most\":5", "\"most\":2"), "\"size.most\" must be at least \"least\"."},
        {without("\"coverage\":{", "\"covers\":{"), "\"coverage\" must be an object."},
        {without("\"by\":\"2019-06-30\"", "\"by\":null"), "\"coverage.by\" must be a text."},
    };
    for (const auto& [text, what] : cases) {
        const auto rules = parse_contract_rules(text, "y.json");
        ASSERT_FALSE(rules.has_value()) << what;
        EXPECT_EQ(rules.error().what, what);
        EXPECT_EQ(rules.error().where, "y.json");
    }
}

TEST(ContractRules, OfADayAreThoseInForceOrTheNearestWithANote) {
    auto first = *parse_contract_rules(whole, "");
    auto second = first;
    second.title = "Next year";
    second.effective_from = *Date::parse("2020-04-01");
    second.effective_to = Date::parse("2021-03-31").value();
    const std::vector<ContractRules> all{second, first};
    const auto on = [&](std::string_view day) { return rules_on(all, *Date::parse(day)); };
    EXPECT_EQ(on("2020-03-31").rules->title, "Year");
    EXPECT_EQ(on("2020-03-31").note, "");
    EXPECT_EQ(on("2020-04-01").rules->title, "Next year");
    EXPECT_EQ(on("2026-11-26").rules->title, "Next year");
    EXPECT_EQ(
        on("2026-11-26").note,
        "The rules are of the Next year, which ended on 31 March 2021: no later ones are in the "
        "content.");
    EXPECT_EQ(on("2019-05-15").note, "The rules are of the Year, which begins on 1 July 2019.");
    EXPECT_EQ(rules_on({}, *Date::parse("2020-01-01")).rules, nullptr);
}

}  // namespace
}  // namespace openpcn::networks
