#include "platform/http/static_site.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "platform/http/compression.h"
#include "platform/io/file.h"

namespace openpcn::http {
namespace {

class Site : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = testing::TempDir() + "site-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
        std::filesystem::create_directories(folder_ / "assets");
        const std::string script(5000, 'x');
        ASSERT_TRUE(io::replace_file(folder_ / "index.html", "<html>", io::Access::normal));
        ASSERT_TRUE(io::replace_file(folder_ / "assets/a-1.js", script, io::Access::normal));
        std::filesystem::create_symlink("/etc/hostname", folder_ / "link.txt");
        auto loaded = StaticSite::load(folder_, "/assets/");
        ASSERT_TRUE(loaded.has_value()) << to_string(loaded.error());
        site_ = std::move(*loaded);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    static std::string header(const Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers) {
            if (key == name) return value;
        }
        return "";
    }
    Response get(std::string path, Headers headers = {}) const {
        Request request;
        request.method = "GET";
        request.path = std::move(path);
        request.headers = std::move(headers);
        return site_->answer(request);
    }
    std::filesystem::path folder_;
    std::optional<StaticSite> site_;
};

TEST_F(Site, CachesForeverWhatHasAHashInItsName) {
    const Response script = get("/assets/a-1.js");
    EXPECT_EQ(script.body.size(), 5000u);
    EXPECT_EQ(header(script, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header(get("/index.html"), "Cache-Control"), "no-cache");
}

TEST_F(Site, IsCompressedBeforehand) {
    const Response script = get("/assets/a-1.js", {{"accept-encoding", "br, gzip"}});
    EXPECT_EQ(header(script, "Content-Encoding"), "gzip");
    EXPECT_LT(script.body.size(), 100u);
}

TEST_F(Site, AnswersAnUnchangedFileWithout) {
    const std::string etag = header(get("/index.html"), "ETag");
    const Response again = get("/index.html", {{"If-None-Match", etag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
}

TEST_F(Site, GivesTheStartPageForAddressesOfPages) {
    EXPECT_EQ(get("/").body, "<html>");
    EXPECT_EQ(get("/worklists/reviews").body, "<html>");
    EXPECT_EQ(get("/assets/missing.js").status, 404);
}

TEST_F(Site, NeverFollowsALinkOrLeavesItsFolder) {
    EXPECT_EQ(get("/link.txt").status, 404);
    EXPECT_EQ(get("/../../etc/passwd.txt").status, 404);
}

TEST(Gzip, IsChosenAsTheClientSays) {
    EXPECT_TRUE(accepts_gzip("gzip"));
    EXPECT_TRUE(accepts_gzip("br, gzip;q=0.5"));
    EXPECT_FALSE(accepts_gzip("gzip;q=0"));
    EXPECT_FALSE(accepts_gzip("gzip; q=0.000, br"));
    EXPECT_FALSE(accepts_gzip("xgzip"));
    EXPECT_FALSE(accepts_gzip(""));
}

}  // namespace
}  // namespace openpcn::http
