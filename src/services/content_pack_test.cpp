#include "services/content_pack.h"

#include <gtest/gtest.h>

namespace openpcn::services {
namespace {

constexpr const char* facts =
    R"({"id": "p", "version": "1", "effective_from": "2019-07-01",
        "assurance": {"state": "not_assured", "statement": "Not assured."}})";

TEST(ContentPack, IsNamedByEveryByteWhateverTheOrderOfItsFiles) {
    const auto one = ContentPack::build({{"pack.json", facts}, {"a.cql", "library A"}});
    const auto two = ContentPack::build({{"a.cql", "library A"}, {"pack.json", facts}});
    const auto other = ContentPack::build({{"a.cql", "library B"}, {"pack.json", facts}});
    const auto moved = ContentPack::build({{"a.cqll", "ibrary A"}, {"pack.json", facts}});
    ASSERT_TRUE(one && two && other && moved);
    EXPECT_EQ(one->hash(), two->hash());
    EXPECT_NE(one->hash(), other->hash());
    EXPECT_NE(one->hash(), moved->hash());
}

TEST(ContentPack, SaysThatItIsNotAssured) {
    const auto pack = ContentPack::build({{"pack.json", facts}});
    ASSERT_TRUE(pack.has_value());
    EXPECT_EQ(pack->facts().assurance, Assurance::not_assured);
    EXPECT_EQ(pack->facts().assurance_statement, "Not assured.");
}

TEST(ContentPack, NeedsItsFacts) {
    const auto none = ContentPack::build({{"a.cql", "library A"}});
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().kind, ErrorKind::not_found);
    const auto incomplete = ContentPack::build({{"pack.json", R"({"id": "p"})"}});
    ASSERT_FALSE(incomplete.has_value());
    EXPECT_EQ(incomplete.error().what, "The pack lacks id, version or effective_from.");
}

TEST(ContentPack, ReportsEveryWrongWorklist) {
    const auto pack = ContentPack::build({{"pack.json", facts},
                                          {"services/a/worklist.json", "{}"},
                                          {"services/b/worklist.json", "no"}});
    ASSERT_FALSE(pack.has_value());
    EXPECT_EQ(pack.error().what, "\"id\" is missing.\nThe worklist is not a JSON object.");
}

}  // namespace
}  // namespace openpcn::services
