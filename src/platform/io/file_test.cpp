#include "platform/io/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace openpcn::io {
namespace {

class File : public testing::Test {
protected:
    File() {
        std::string pattern = testing::TempDir() + "openpcn-file-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
    }
    ~File() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path folder_;
};

TEST_F(File, IsReplacedWhole) {
    const auto path = folder_ / "a";
    ASSERT_TRUE(replace_file(path, "one", Access::normal).has_value());
    ASSERT_TRUE(replace_file(path, "two, longer", Access::normal).has_value());
    EXPECT_EQ(read_file(path), "two, longer");
    EXPECT_FALSE(std::filesystem::exists(folder_ / "a.new"));
}

TEST_F(File, KeepsItsOldContentWhereItWasMappedBefore) {
    const auto path = folder_ / "a";
    ASSERT_TRUE(replace_file(path, "old", Access::normal).has_value());
    const auto mapped = MappedFile::open(path);
    ASSERT_TRUE(mapped.has_value());
    ASSERT_TRUE(replace_file(path, "new", Access::normal).has_value());
    EXPECT_EQ(static_cast<char>(mapped->bytes()[0]), 'o');
}

TEST_F(File, OfASecretIsForItsOwnerOnly) {
    ASSERT_TRUE(replace_file(folder_ / "key", "secret", Access::owner_only).has_value());
    struct stat status {};
    ASSERT_EQ(::stat((folder_ / "key").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(File, ThatIsMissingIsNamed) {
    const auto missing = read_file(folder_ / "missing");
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
    EXPECT_EQ(missing.error().what, "Cannot open the file: No such file or directory.");
    EXPECT_EQ(missing.error().where, (folder_ / "missing").string());
}

TEST_F(File, MayBeEmptyAndMapped) {
    ASSERT_TRUE(replace_file(folder_ / "empty", "", Access::normal).has_value());
    const auto mapped = MappedFile::open(folder_ / "empty");
    ASSERT_TRUE(mapped.has_value());
    EXPECT_TRUE(mapped->bytes().empty());
}

TEST_F(File, IsLockedByOneHolderAtATime) {
    auto first = FileLock::try_lock(folder_ / "lock");
    ASSERT_TRUE(first.has_value() && first->has_value());
    auto second = FileLock::try_lock(folder_ / "lock");
    ASSERT_TRUE(second.has_value());
    EXPECT_FALSE(second->has_value());
    first->reset();
    const auto third = FileLock::try_lock(folder_ / "lock");
    EXPECT_TRUE(third.has_value() && third->has_value());
}

}  // namespace
}  // namespace openpcn::io
