#include "cli/stages.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace openpcn::cli {
namespace {

std::string text_of(std::FILE* file) {
    std::rewind(file);
    std::string text;
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
    return text;
}

TEST(Stages, PrintOneLineForEachFinishedStageWhereThereIsNoTerminal) {
    std::FILE* file = std::tmpfile();
    Stages stages(file, Stages::Display::lines);
    stages.begin("making people");
    stages.progress("half of them");
    stages.end("45,000 people");
    stages.begin("evaluating");
    stages.end("done");
    const std::string text = text_of(file);
    EXPECT_EQ(text.find("half"), std::string::npos);
    EXPECT_NE(text.find(" s  making people                45,000 people\n"), std::string::npos);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
    ASSERT_EQ(stages.finished().size(), 2u);
    EXPECT_EQ(stages.finished()[1].outcome, "done");
    std::fclose(file);
}

TEST(Stages, AreOneJsonDocument) {
    EXPECT_EQ(to_json({{"a", "1 thing", 0.5}, {"b", "", 0.25}}),
              "{\"stages\": [{\"name\": \"a\", \"outcome\": \"1 thing\", \"seconds\": 0.500}, "
              "{\"name\": \"b\", \"outcome\": \"\", \"seconds\": 0.250}], \"seconds\": 0.750}\n");
}

}  // namespace
}  // namespace openpcn::cli
