#include "platform/io/output_file.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>

#include "platform/io/file.h"

namespace openpcn::io {
namespace {

std::filesystem::path fresh_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "openpcn-output-XXXXXX").string();
    return mkdtemp(name.data());
}

TEST(OutputFile, HoldsWhatWasWrittenInOrder) {
    const auto folder = fresh_folder();
    auto file = OutputFile::create(folder / "plain.txt", Compression::none);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("one "));
    ASSERT_TRUE(file->write("two"));
    ASSERT_TRUE(file->finish());
    EXPECT_EQ(read_file(folder / "plain.txt").value(), "one two");
    std::filesystem::remove_all(folder);
}

TEST(OutputFile, CompressesSoThatGzipReadsItBack) {
    const auto folder = fresh_folder();
    const auto path = folder / "lines.gz";
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
    auto file = OutputFile::create(path, Compression::gzip);
    ASSERT_TRUE(file);
    for (std::size_t at = 0; at < text.size(); at += 12'345)
        ASSERT_TRUE(file->write(std::string_view(text).substr(at, 12'345)));
    ASSERT_TRUE(file->finish());
    EXPECT_LT(std::filesystem::file_size(path), text.size() / 2);
    gzFile back = gzopen(path.c_str(), "rb");
    std::string read(text.size() + 10, '\0');
    read.resize(
        static_cast<std::size_t>(gzread(back, read.data(), static_cast<unsigned>(read.size()))));
    gzclose(back);
    EXPECT_TRUE(read == text);
    std::filesystem::remove_all(folder);
}

TEST(OutputFile, SaysWhichFileCouldNotBeWritten) {
    const auto file = OutputFile::create("/nowhere-at-all/file.txt", Compression::none);
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().where, "In /nowhere-at-all/file.txt.");
    EXPECT_EQ(file.error().what, "The file could not be written: No such file or directory.");
}

}  // namespace
}  // namespace openpcn::io
