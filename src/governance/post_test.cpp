#include "governance/post.h"

#include <gmock/gmock.h>

namespace openpcn::governance {
namespace {

using testing::HasSubstr;

Date day(std::string_view text) { return *Date::parse(text); }
const std::vector<std::string> clinicians{"gp", "nurse"};

Post director(int share, std::string_view from, std::string_view to = "",
              std::string profession = "gp") {
    Post post;
    post.role = "clinical_director";
    post.person = "Dr A";
    post.profession = std::move(profession);
    post.share_percent = share;
    post.from = day(from);
    if (!to.empty()) post.to = day(to);
    return post;
}

std::vector<PostFinding> check(const std::vector<Post>& posts, std::string_view today) {
    return check_directors(posts, {day("2019-07-01"), {}}, day(today), clinicians);
}

TEST(Post, IsReadBackAsItWasWritten) {
    Post post = director(60, "2019-07-01", "2021-06-30");
    post.method = Method::election;
    post.agreed_on = day("2019-05-10");
    post.note = "Elected by all \"members\"";
    post.withdrawn = true;
    const auto read = parse_post(to_json(post));
    ASSERT_TRUE(read.has_value()) << to_string(read.error());
    EXPECT_EQ(to_json(*read), to_json(post));
    EXPECT_FALSE(read->holds_on(day("2020-01-01")));
}

// A post with these members beside the usual ones.
std::string wrong(std::string_view kind, std::string_view members) {
    return R"({"role":"x","person":"P","method":"election","kind":")" + std::string(kind) + "\"," +
           std::string(members) + "}";
}

TEST(Post, RefusesWhatItDoesNotKnowOrCannotBe) {
    for (const auto& [text, named] : std::vector<std::pair<std::string, std::string>>{
             {"[]", "object"},
             {R"({"kind": "boss"})", "kind"},
             {wrong("lead", R"("from":"2019-07-01","a":1)"), "\"a\""},
             {wrong("lead", R"("from":"soon")"), "from"},
             {wrong("lead", R"("from":"2019-07-01","to":"2019-06-30")"), "to"},
             {wrong("director", R"("from":"2019-07-01")"), "profession"},
             {wrong("lead", R"("share_percent":0,"from":"2019-07-01")"), "share_percent"}}) {
        const auto read = parse_post(text);
        ASSERT_FALSE(read.has_value()) << text;
        EXPECT_THAT(read.error().what, HasSubstr(named));
    }
}

TEST(Directors, ShareTheirPostToAHundred) {
    EXPECT_TRUE(check({director(100, "2019-07-01")}, "2019-07-01").empty());
    EXPECT_TRUE(
        check({director(60, "2019-07-01"), director(40, "2019-07-01")}, "2019-07-01").empty());
    const auto less = check({director(60, "2019-07-01"), director(30, "2019-07-01")}, "2019-07-01");
    ASSERT_EQ(less.size(), 1U);
    EXPECT_EQ(less[0].warning, PostWarning::share);
    EXPECT_EQ(less[0].what, "The shares are 60 % + 30 % = 90 %.");
    EXPECT_EQ(check({director(60, "2019-07-01"), director(60, "2019-07-01")}, "2019-07-01").size(),
              1U);
}

TEST(Directors, LeaveNoGapUnnoticed) {
    const auto gap = check({director(100, "2019-07-01", "2019-12-31"), director(100, "2020-02-01")},
                           "2020-06-01");
    ASSERT_EQ(gap.size(), 1U);
    EXPECT_EQ(gap[0].warning, PostWarning::gap);
    EXPECT_EQ(gap[0].from, day("2020-01-01"));
    EXPECT_EQ(gap[0].to, day("2020-01-31"));
    // One that is to come is told ninety days ahead, and not before.
    const std::vector<Post> ending{director(100, "2019-07-01", "2020-06-30")};
    EXPECT_TRUE(check(ending, "2020-04-01").empty());
    const auto soon = check(ending, "2020-04-02");
    ASSERT_EQ(soon.size(), 1U);
    EXPECT_EQ(soon[0].warning, PostWarning::ends_soon);
    EXPECT_EQ(soon[0].from, day("2020-07-01"));
    EXPECT_EQ(check({}, "2019-07-01")[0].warning, PostWarning::gap);
}

TEST(Directors, EndWithTheirNetwork) {
    const NetworkTime network{day("2019-07-01"), day("2020-03-31")};
    const Post open_ended = director(100, "2019-07-01");
    EXPECT_EQ(within(open_ended, network).to, day("2020-03-31"));
    EXPECT_EQ(within(director(100, "2019-07-01", "2019-12-31"), network).to, day("2019-12-31"));
    EXPECT_EQ(within(open_ended, {day("2019-07-01"), {}}).to, std::nullopt);
    const std::vector<Post> ended{within(open_ended, network)};
    EXPECT_EQ(directors_on(ended, day("2020-03-31")).size(), 1U);
    EXPECT_TRUE(directors_on(ended, day("2020-04-01")).empty());
    // One that would begin later never holds.
    const std::vector<Post> late{within(director(100, "2020-05-01"), network)};
    EXPECT_TRUE(directors_on(late, day("2020-05-01")).empty());
    // No gap is found after the end, and one before it ends there.
    EXPECT_TRUE(check_directors({{open_ended}}, network, day("2021-01-01"), clinicians).empty());
    const std::vector<Post> short_term{director(100, "2019-07-01", "2019-12-31")};
    const auto gap = check_directors(short_term, network, day("2021-01-01"), clinicians);
    ASSERT_EQ(gap.size(), 1U);
    EXPECT_EQ(gap[0].from, day("2020-01-01"));
    EXPECT_EQ(gap[0].to, day("2020-03-31"));
}

TEST(Directors, AreAnyPractisingClinician) {
    EXPECT_TRUE(check({director(100, "2019-07-01", "", "nurse")}, "2019-07-01").empty());
    const auto found = check({director(100, "2019-07-01", "", "accountant")}, "2019-07-01");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].warning, PostWarning::not_clinical);
}

TEST(Directors, OfADayAreThoseWhoseTermHoldsThen) {
    const std::vector<Post> posts{director(100, "2019-07-01", "2020-06-30"),
                                  director(100, "2020-07-01")};
    EXPECT_EQ(directors_on(posts, day("2020-06-30")).size(), 1U);
    EXPECT_EQ(directors_on(posts, day("2020-06-30"))[0].from, day("2019-07-01"));
    EXPECT_TRUE(directors_on(posts, day("2019-06-30")).empty());
}

}  // namespace
}  // namespace openpcn::governance
