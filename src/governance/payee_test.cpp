#include "governance/payee.h"

#include <gmock/gmock.h>

#include "base/day_in_words.h"

namespace openpcn::governance {
namespace {

using testing::HasSubstr;

Date day(std::string_view text) { return *Date::parse(text); }

constexpr const char* form =
    R"({"kind": "practice", "code": "A81001", "name": "Densham", "account_holder": "Densham",
        "sort_code": "12-34-56", "account_number": "1234 5678", "from": "2019-07-01",
        "reason": "First", "proposed_by": "ann"})";

TEST(Payee, IsReadWithDigitsInGroupsAndWrittenBack) {
    const auto payee = parse_payee(form);
    ASSERT_TRUE(payee.has_value()) << to_string(payee.error());
    EXPECT_EQ(payee->sort_code, "123456");
    EXPECT_EQ(payee->account_number, "12345678");
    EXPECT_EQ(payee->state, PayeeState::proposed);
    EXPECT_EQ(to_json(parse_payee(to_json(*payee)).value()), to_json(*payee));
    EXPECT_EQ(masked(payee->account_number), "****5678");
    EXPECT_EQ(masked("123"), "***");
}

TEST(Payee, RefusesWrongAccountsAndPracticesWithoutCode) {
    for (const auto& [was, is, named] :
         std::vector<std::tuple<std::string, std::string, std::string>>{
             {"12-34-56", "12-34-5", "sort_code"},
             {"1234 5678", "1234567a", "account_number"},
             {"A81001", "", "code"},
             {"practice", "bank", "kind"},
             {"First", "", "reason"}}) {
        std::string text = form;
        text.replace(text.find(was), was.size(), is);
        const auto read = parse_payee(text);
        ASSERT_FALSE(read.has_value()) << text;
        EXPECT_THAT(read.error().what, HasSubstr(named));
    }
}

TEST(Payee, IsDecidedBySomebodyElseAndOnce) {
    const Payee proposed = parse_payee(form).value();
    EXPECT_EQ(decide(proposed, PayeeState::confirmed, "ann", "").error().kind,
              ErrorKind::forbidden);
    const Payee confirmed = decide(proposed, PayeeState::confirmed, "bob", "compared").value();
    EXPECT_EQ(confirmed.decided_by, "bob");
    EXPECT_EQ(decide(confirmed, PayeeState::refused, "cat", "").error().kind, ErrorKind::conflict);
    const Payee refused = decide(proposed, PayeeState::refused, "bob", "").value();
    EXPECT_EQ(decide(refused, PayeeState::confirmed, "cat", "").error().kind, ErrorKind::conflict);
}

TEST(Payee, BeginsNeitherBeforeTheNetworkNorBeforeTheLastOne) {
    const NetworkTime network{day("2019-07-01"), day("2023-06-30")};
    Payee confirmed = parse_payee(form).value();
    confirmed.state = PayeeState::confirmed;
    confirmed.from = day("2020-04-01");
    Payee refused = confirmed;
    refused.state = PayeeState::refused;
    refused.from = day("2022-01-01");
    const std::vector<Payee> known{confirmed, refused};
    Payee next = parse_payee(form).value();
    for (const auto& [from, said] : std::vector<std::pair<std::string, std::string>>{
             {"2019-06-30", "before the network does on 1 July 2019"},
             {"2023-07-01", "after the network ended on 30 June 2023"},
             {"2020-03-31", "before Densham, who is confirmed from 1 April 2020"}}) {
        next.from = day(from);
        const auto checked = check_payee_days(next, known, network);
        ASSERT_FALSE(checked.has_value()) << from;
        EXPECT_EQ(checked.error().kind, ErrorKind::invalid);
        EXPECT_THAT(checked.error().what, HasSubstr(said));
        EXPECT_THAT(checked.error().what, HasSubstr("begin on " + day_in_words(next.from)));
    }
    // The same day corrects it; what was refused does not count.
    for (const char* from : {"2020-04-01", "2020-04-02", "2023-06-30"}) {
        next.from = day(from);
        EXPECT_TRUE(check_payee_days(next, known, network).has_value()) << from;
    }
}

TEST(Payee, OfADayIsTheLastConfirmedOne) {
    Payee first = parse_payee(form).value();
    first.state = PayeeState::confirmed;
    Payee second = first;
    second.from = day("2020-04-01");
    Payee waiting = first;
    waiting.state = PayeeState::proposed;
    waiting.from = day("2019-08-01");
    const std::vector<Payee> all{first, second, waiting};
    EXPECT_EQ(payee_on(all, day("2019-06-30")), nullptr);
    EXPECT_EQ(payee_on(all, day("2020-03-31")), &all[0]);
    EXPECT_EQ(payee_on(all, day("2020-04-01")), &all[1]);
    Payee corrected = first;
    const std::vector<Payee> again{first, corrected};
    EXPECT_EQ(payee_on(again, day("2019-07-01")), &again[1]);
}

}  // namespace
}  // namespace openpcn::governance
