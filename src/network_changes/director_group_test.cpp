#include "network_changes/director_group.h"

#include <gmock/gmock.h>

#include "network_changes/test_changes.h"

namespace openpcn::network_changes {
namespace {

using testing::ElementsAre;

governance::Post director(const std::string& person, std::string_view from,
                          std::optional<std::string_view> to = {}) {
    governance::Post post;
    post.role = governance::director_role;
    post.person = person;
    post.from = day(from);
    if (to) post.to = day(*to);
    return post;
}

DirectorGroup group_of(const std::string& id, std::string_view from, const std::string& person,
                       std::vector<OdsCode> networks, std::vector<std::string> posts) {
    return {id,   "Group " + id, day(from),           person,
            "gp", "c1",          std::move(networks), std::move(posts)};
}

const OdsCode north = code("U00001");
const OdsCode south = code("U00002");
const OdsCode west = code("U00003");

// One group of three networks from 1 April 2027, with the posts that its approval made.
class Groups : public testing::Test {
protected:
    std::vector<GroupOfDay> on(std::string_view as_at) const {
        return groups_on(groups_, posts_, day(as_at));
    }

    std::vector<DirectorGroup> groups_{
        group_of("g1", "2027-04-01", "Dr Birch", {north, south, west}, {"p1", "p2", "p3"})};
    PostsOfNetworks posts_{{north,
                            {{"p0", director("Dr Ash", "2026-01-01", "2027-03-31")},
                             {"p1", director("Dr Birch", "2027-04-01")}}},
                           {south, {{"p2", director("Dr Birch", "2027-04-01")}}},
                           {west, {{"p3", director("Dr Birch", "2027-04-01")}}}};
};

TEST_F(Groups, BeginWithTheirDayAndGoOnWhileThePostsDo) {
    EXPECT_TRUE(on("2027-03-31").empty());
    const auto found = on("2027-04-01");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found[0].networks, ElementsAre(north, south, west));
    EXPECT_EQ(found[0].director, "Dr Birch");
    EXPECT_EQ(found[0].until, std::nullopt);
    EXPECT_EQ(on("2031-01-01").size(), 1U);
}

TEST_F(Groups, LoseANetworkWhosePostEndsAndEndWithTheLastButOne) {
    posts_[west][0].post.to = day("2027-09-30");
    posts_[south][0].post.to = day("2028-03-31");
    EXPECT_THAT(on("2027-09-30")[0].networks, ElementsAre(north, south, west));
    EXPECT_EQ(on("2027-09-30")[0].until, day("2028-03-31"));
    EXPECT_THAT(on("2027-10-01")[0].networks, ElementsAre(north, south));
    EXPECT_EQ(on("2028-03-31").size(), 1U);
    EXPECT_TRUE(on("2028-04-01").empty());
}

TEST_F(Groups, GoOnWhereTheSamePersonBeginsAnotherTerm) {
    posts_[south][0].post.to = day("2028-03-31");
    posts_[south].push_back({"p9", director("Dr Birch", "2028-04-01")});
    posts_[west] = {};
    EXPECT_THAT(on("2028-04-01")[0].networks, ElementsAre(north, south));
    EXPECT_EQ(on("2027-04-01")[0].until, std::nullopt);
    posts_[south][1].post.person = "Dr Cole";
    EXPECT_TRUE(on("2028-04-01").empty());
}

TEST_F(Groups, DoNotCountAPostThatWasWithdrawnOrIsNoDirectors) {
    posts_[south][0].post.withdrawn = true;
    posts_[west][0].post.kind = governance::PostKind::lead;
    EXPECT_TRUE(on("2027-04-01").empty());
}

TEST_F(Groups, FollowANameThatWasCorrectedInThePosts) {
    for (auto& [code, posts] : posts_) posts.back().post.person = "Dr Ruth Birch";
    ASSERT_EQ(on("2027-04-01").size(), 1U);
    EXPECT_EQ(on("2027-04-01")[0].director, "Dr Ruth Birch");
    // Of one network alone it is another person.
    posts_[west][0].post.person = "Dr Cole";
    EXPECT_THAT(on("2027-04-01")[0].networks, ElementsAre(north, south));
}

TEST_F(Groups, GiveANetworkToTheGroupThatNamedItLast) {
    groups_.push_back(group_of("g2", "2028-01-01", "Dr Birch", {south, west}, {}));
    EXPECT_THAT(on("2027-12-31")[0].networks, ElementsAre(north, south, west));
    EXPECT_EQ(on("2027-12-31")[0].until, day("2027-12-31"));
    ASSERT_EQ(on("2028-01-01").size(), 1U);
    EXPECT_EQ(on("2028-01-01")[0].group->id, "g2");
}

TEST_F(Groups, AreReadAsTheyWereWritten) {
    const auto read = parse_director_group(director_group_json(groups_[0]), "g1").value();
    EXPECT_EQ(director_group_json(read), director_group_json(groups_[0]));
    EXPECT_EQ(read.posts, groups_[0].posts);
    EXPECT_FALSE(parse_director_group("{}", "g1"));
    EXPECT_FALSE(parse_director_group(R"({"name": "A", "from": "soon"})", "g1"));
}

}  // namespace
}  // namespace openpcn::network_changes
