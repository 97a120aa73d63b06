#include "programme/support_request.h"

#include <gmock/gmock.h>

#include "programme/test_programme.h"

namespace openpcn::programme {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

SupportRequest asked() {
    auto request = read_question(R"({"subject": "Who takes us in?", "topic": "members",
        "question": "We are in no network."})",
                                 test_content())
                       .value();
    request.organisation = "A81001";
    request.asked_on = day("2019-04-01");
    return request;
}
SupportStep step(StepKind kind, Side side, std::string_view on, std::string words = "") {
    SupportStep made;
    made.kind = kind;
    made.side = side;
    made.on = day(on);
    (kind == StepKind::assign ? made.team : made.note) = std::move(words);
    return made;
}
SupportRequest after(const std::vector<SupportStep>& steps) {
    SupportRequest request = asked();
    for (const SupportStep& each : steps) request = take_step(request, each).value();
    return request;
}

const SupportStep given = step(StepKind::assign, Side::programme, "2019-04-03", "east");
const SupportStep answered =
    step(StepKind::answer, Side::programme, "2019-04-10", "Ring the practices of North.");

TEST(SupportRequest, IsGivenToATeamAnsweredAndClosed) {
    SupportRequest request = after({given});
    EXPECT_EQ(state_of(request), SupportState::assigned);
    EXPECT_EQ(team_of(request), "east");
    EXPECT_EQ(waiting_days(request, day("2019-04-08")), 7);
    request = after({given, answered});
    EXPECT_EQ(waiting_days(request, day("2019-05-01")), 0) << "nobody waits any more";
    EXPECT_THAT(open_steps(request, Side::asker), ElementsAre(StepKind::reopen, StepKind::close));
    EXPECT_THAT(open_steps(request, Side::programme), ElementsAre(StepKind::close));
    request = after({given, answered, step(StepKind::close, Side::asker, "2019-04-11")});
    EXPECT_EQ(state_of(request), SupportState::closed);
}

TEST(SupportRequest, IsOpenedAgainByWhoAskedAndKeepsItsTeam) {
    const SupportRequest again = after(
        {given, answered, step(StepKind::reopen, Side::asker, "2019-04-20", "They said no.")});
    EXPECT_EQ(state_of(again), SupportState::assigned);
    EXPECT_EQ(team_of(again), "east");
    EXPECT_EQ(waiting_days(again, day("2019-04-25")), 5);
}

TEST(SupportRequest, StandsAsAtADayAsItDidThen) {
    const SupportRequest request = after({given, answered});
    EXPECT_EQ(state_of(as_at(request, day("2019-04-02"))), SupportState::asked);
    EXPECT_EQ(state_of(as_at(request, day("2019-04-03"))), SupportState::assigned);
    EXPECT_EQ(state_of(as_at(request, day("2019-04-10"))), SupportState::answered);
}

TEST(SupportRequest, TakesNoStepThatIsNotItsTurnOrNotTheSides) {
    struct Case {
        std::vector<SupportStep> before;
        SupportStep step;
        ErrorKind kind;
        std::string what;
    };
    for (const auto& [before, next, kind, what] :
         std::vector<Case>{{{}, answered, ErrorKind::conflict, "No team has this request yet"},
                           {{given},
                            step(StepKind::answer, Side::asker, "2019-04-10", "x"),
                            ErrorKind::forbidden,
                            "Only the programme"},
                           {{given},
                            step(StepKind::withdraw, Side::programme, "2019-04-10"),
                            ErrorKind::forbidden,
                            "Only whoever asked"},
                           {{given, answered},
                            step(StepKind::withdraw, Side::asker, "2019-04-11"),
                            ErrorKind::conflict,
                            "that is answered cannot take the step \"withdraw\""},
                           {{given},
                            step(StepKind::answer, Side::programme, "2019-04-10"),
                            ErrorKind::invalid,
                            "needs words"},
                           {{},
                            step(StepKind::assign, Side::programme, "2019-04-03"),
                            ErrorKind::invalid,
                            "team"},
                           {{given},
                            step(StepKind::withdraw, Side::asker, "2019-04-02"),
                            ErrorKind::invalid,
                            "not before"}}) {
        const auto taken = take_step(after(before), next);
        ASSERT_FALSE(taken.has_value()) << what;
        EXPECT_EQ(taken.error().kind, kind) << what;
        EXPECT_THAT(taken.error().what, HasSubstr(what));
    }
}

TEST(SupportRequest, IsReadBackAsItWasWrittenAndRefusedWhereItsStepsCouldNotBe) {
    const SupportRequest request = after({given, answered});
    const std::string json = to_json(request);
    EXPECT_EQ(to_json(read_support_request(json).value()), json);
    std::string forged = json;
    forged.replace(forged.find("\"assign\""), 8, "\"answer\"");
    EXPECT_EQ(read_support_request(forged).error().kind, ErrorKind::conflict);
    EXPECT_THAT(
        read_question(R"({"subject": "S", "topic": "weather", "question": "Q"})", test_content())
            .error()
            .what,
        HasSubstr("a topic that the content names"));
    EXPECT_FALSE(read_question(
        R"({"subject": "S", "topic": "area", "question": ")" + std::string(4'001, 'x') + "\"}",
        test_content()));
}

}  // namespace
}  // namespace openpcn::programme
