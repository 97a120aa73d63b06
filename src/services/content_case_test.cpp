#include "services/content_case.h"

#include <gtest/gtest.h>

namespace openpcn::services {
namespace {

TEST(ContentCase, IsReadFromPlainLines) {
    const auto cases = parse_cases(
        "# A comment\n"
        "library Registers\n"
        "as at 2020-03-31\n"
        "case Resolved later\n"
        "  born 1960-05-01 male\n"
        "  registered 2000-01-01 to T-1d type=T\n"
        "  diagnosis hypertension T-3m end=T status=resolved\n"
        "  observation egfr T-1y 45 mL/min comparator=>\n"
        "  panel T 140/90\n"
        "  -> Hypertension register: no\n"
        "  -> PrescribingSafety.A: NSAID without PPI: yes\n",
        "cases/a.txt");
    ASSERT_TRUE(cases.has_value()) << to_string(cases.error());
    ASSERT_EQ(cases->size(), 1u);
    const ContentCase& one = (*cases)[0];
    EXPECT_EQ(one.name, "Resolved later");
    EXPECT_EQ(one.registered_to.to_string(), "2020-03-30");
    EXPECT_EQ(one.registration_type, "T");
    ASSERT_EQ(one.entries.size(), 3u);
    EXPECT_EQ(one.entries[0].when.to_string(), "2019-12-31");
    EXPECT_EQ(one.entries[0].status, "resolved");
    EXPECT_EQ(one.entries[1].comparator, ">");
    EXPECT_EQ(one.entries[1].unit, "mL/min");
    EXPECT_EQ(one.entries[2].second->to_string(), "90");
    ASSERT_EQ(one.expectations.size(), 2u);
    EXPECT_EQ(one.expectations[0].definition, "Registers.Hypertension register");
    EXPECT_EQ(one.expectations[1].definition, "PrescribingSafety.A: NSAID without PPI");
    EXPECT_EQ(one.expectations[1].expected, "yes");
}

TEST(ContentCase, SaysWhichLineItCannotRead) {
    struct Wrong {
        const char* line;
        const char* what;
    };
    for (const auto& [line, what] : std::vector<Wrong>{
             {"  married 1990", "\"married\" begins no line of a case, or words are missing"},
             {"  born 1960-05-01 man", "\"man\" is no sex."},
             {"  diagnosis asthma", "The entry has no date"},
             {"  panel T 140", "A panel needs a reading such as 140/90"},
             {"  -> Asthma register", "An answer needs \": \" and what is expected"},
             {"  diagnosis asthma T-3q", "\"T-3q\" is no date."}}) {
        const auto cases = parse_cases("as at 2020-03-31\ncase One\n" + std::string(line), "a.txt");
        ASSERT_FALSE(cases.has_value()) << line;
        EXPECT_EQ(cases.error().what, what);
        EXPECT_EQ(cases.error().where, "a.txt, line 3.");
    }
}

TEST(ContentCase, CountsDatesFromTheAsAtDate) {
    const Date as_at = Date::parse("2020-03-31").value();
    struct Relative {
        const char* text;
        const char* date;
    };
    for (const auto& [text, date] : std::vector<Relative>{{"T", "2020-03-31"},
                                                          {"T-1m", "2020-02-29"},
                                                          {"T-12m+1d", "2019-04-01"},
                                                          {"T+2w", "2020-04-14"},
                                                          {"T-5y", "2015-03-31"},
                                                          {"1998", "1998"}}) {
        const auto parsed = parse_case_date(text, as_at);
        ASSERT_TRUE(parsed.has_value()) << text;
        EXPECT_EQ(parsed->to_string(), date) << text;
    }
}

}  // namespace
}  // namespace openpcn::services
