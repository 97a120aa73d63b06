#include "formation/contract_record.h"

#include <gmock/gmock.h>

#include "formation/test_formation.h"

namespace openpcn::formation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<FormationRules> all_rules() {
    std::vector<FormationRules> all;
    for (const char* year : {"2019-20", "2020-21", "2021-22", "2024-25", "2025-26"})
        all.push_back(parse_formation_rules(
                          content_file(std::string("network_formation/") + year + ".json"), year)
                          .value());
    return all;
}

std::vector<std::string> shown(const std::vector<ContractYear>& years) {
    std::vector<std::string> all;
    for (const ContractYear& one : years)
        all.push_back(contract_year_title(one.starts) + " " +
                      std::string(name_of(one.participation)));
    return all;
}

TEST(ContractRecord, GoesOnByItselfFrom2021AndAsksBefore) {
    const auto rules = all_rules();
    ContractRecord record;
    EXPECT_THAT(
        shown(contract_years(record, day("2019-07-01"), std::nullopt, day("2022-03-31"), rules)),
        ElementsAre("2021/22 not_in", "2020/21 not_in", "2019/20 opted_in"));
    record.choices = {{day("2020-04-01"), true, day("2020-05-20"), ""}};
    EXPECT_THAT(
        shown(contract_years(record, day("2019-07-01"), std::nullopt, day("2022-04-01"), rules)),
        ElementsAre("2022/23 auto_enrolled", "2021/22 auto_enrolled", "2020/21 opted_in",
                    "2019/20 opted_in"));
    record.choices.push_back({day("2021-04-01"), false, day("2021-04-12"), "Alone."});
    const auto years =
        contract_years(record, day("2019-07-01"), std::nullopt, day("2022-04-01"), rules);
    EXPECT_THAT(shown(years), ElementsAre("2022/23 not_in", "2021/22 opted_out", "2020/21 opted_in",
                                          "2019/20 opted_in"));
    EXPECT_EQ(years[1].why, "It opted out on 12 April 2021. Alone.");
    EXPECT_THAT(
        shown(contract_years({}, day("2019-07-01"), day("2020-03-31"), day("2026-01-01"), rules)),
        ElementsAre("2019/20 opted_in"));
}

TEST(ContractRecord, TakesAPracticesWordWhileTheWindowOfTheYearIsOpen) {
    const auto rules = all_rules();
    const auto years = [&](const char* today) {
        return contract_years({}, day("2023-04-01"), std::nullopt, day(today), rules);
    };
    const YearChoice out{day("2024-04-01"), false, day("2024-04-30"), "Alone."};
    const auto in_time = choose({}, out, years("2024-04-30"));
    ASSERT_TRUE(in_time) << in_time.error().what;
    EXPECT_EQ(in_time->choices.size(), 1U);
    const auto late = choose({}, out, years("2024-05-01"));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().what, "The window of 2024/25 closed on 30 April 2024.");
    // Content of 2025/26 carries on, but the window of 2024/25 is not that of another year.
    EXPECT_FALSE(years("2026-05-01").front().window_closes);
    EXPECT_TRUE(years("2026-05-01").front().is_open);
    EXPECT_FALSE(years("2026-05-01").back().is_open);
    YearChoice silent = out;
    silent.reason.clear();
    EXPECT_THAT(choose({}, silent, years("2024-04-30")).error().what, HasSubstr("needs a reason"));
    YearChoice later = out;
    later.year = day("2025-04-01");
    EXPECT_FALSE(choose({}, later, years("2024-04-30")));
}

TEST(ContractRecord, IsReadBackAsItWasWritten) {
    ContractRecord record;
    record.core = CoreContract{ContractType::apms, "C/12", day("2019-05-31")};
    record.choices = {{day("2024-04-01"), false, day("2024-04-12"), "Alone."}};
    const std::string text = contract_record_json(record);
    const auto read = parse_contract_record(text);
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(contract_record_json(*read), text);
    EXPECT_FALSE(parse_contract_record(R"({"core": {"type": "XMS"}})"));
    EXPECT_FALSE(parse_contract_record(R"({"choices": [{"year": "2024-04-01"}]})"));
}

}  // namespace
}  // namespace openpcn::formation
