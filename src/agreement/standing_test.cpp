#include "agreement/standing.h"

#include <gmock/gmock.h>

#include "agreement/agreement_text.h"
#include "agreement/test_agreement.h"

namespace openpcn::agreement {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<OdsCode> members{code("A81001"), code("A81002")};

AgreementVersion version_of(std::int64_t number, std::string_view values) {
    FilledAgreement filled = filled_with(values);
    const std::string hash = hash_of_text(agreement_text(form_2019(), filled));
    return {number, hash, std::move(filled)};
}

Signature signature(std::string_view practice, const AgreementVersion& version,
                    const std::string& user = "ann") {
    return {code(practice),
            "Dr " + user,
            "Contractor",
            "sole_trader",
            "contractor",
            1,
            SigningMethod::account,
            "",
            version.hash,
            version.version,
            Instant::from_unix_ms(version.version),
            user};
}

Signature of_all_partners(Signature from, int partners) {
    from.legal_form = "partnership";
    from.authority = "all_partners";
    from.capacity = "Partner";
    from.partners = partners;
    return from;
}

AgreementStanding standing(const AgreementVersion& current,
                           const std::vector<Signature>& signatures,
                           const std::vector<Confirmation>& confirmations = {},
                           const std::vector<OdsCode>& of = members) {
    return standing_of(form_2019(), &current, signatures, confirmations, of);
}

std::vector<std::string> codes(const std::vector<OdsCode>& all) {
    std::vector<std::string> texts;
    for (const OdsCode& each : all) texts.push_back(each.text());
    return texts;
}

TEST(AgreementStanding, OfNothingWrittenLacksEverything) {
    const auto nothing = standing_of(form_2019(), nullptr, {}, {}, members);
    EXPECT_EQ(nothing.version, 0);
    EXPECT_EQ(nothing.missing_for_initial.size(), 5U);
    EXPECT_GT(nothing.missing_for_complete.size(), 20U);
    EXPECT_EQ(nothing.not_signed, members);
    EXPECT_FALSE(nothing.is_initial_ready() || nothing.is_complete());
    EXPECT_THAT(nothing.hindrances(), ElementsAre("Nothing of the agreement is written yet."));
}

// "Schedule 1 only part-filled is enough at this stage" (pcn.md section 2.2).
TEST(AgreementStanding, IsReadyForRegistrationWithScheduleOnePartFilledAndAllSigned) {
    const auto current = version_of(1, initial_values);
    const auto one = standing(current, {signature("A81001", current)});
    EXPECT_THAT(one.missing_for_initial, IsEmpty());
    EXPECT_FALSE(one.is_initial_ready());
    const auto both =
        standing(current, {signature("A81001", current), signature("A81002", current)});
    EXPECT_TRUE(both.is_initial_ready());
    EXPECT_FALSE(both.is_ready_to_confirm());
    EXPECT_FALSE(both.is_complete());
}

TEST(AgreementStanding, IsCompleteWhenFilledSignedByAllAndConfirmed) {
    const auto current = version_of(3, complete_values);
    const std::vector<Signature> all{signature("A81001", current), signature("A81002", current)};
    const auto filled = standing(current, all);
    EXPECT_THAT(filled.missing_for_complete, IsEmpty());
    EXPECT_TRUE(filled.is_ready_to_confirm());
    EXPECT_FALSE(filled.is_complete());
    EXPECT_THAT(filled.hindrances(), ElementsAre("It is not confirmed to the commissioner yet."));
    const Confirmation confirmed{current.hash, 3,     Date::parse("2019-06-28").value(),
                                 {},           "Ann", "A81001"};
    const auto complete = standing(current, all, {confirmed});
    EXPECT_TRUE(complete.is_complete());
    EXPECT_EQ(complete.confirmed_on->to_string(), "2019-06-28");
    EXPECT_THAT(complete.hindrances(), IsEmpty());
}

TEST(AgreementStanding, CountsNoSignatureUnderATextThatWasChangedSince) {
    const auto first = version_of(1, initial_values);
    const auto second = version_of(2, complete_values);
    const Confirmation of_first{first.hash, 1, Date(), {}, "Ann", "A81001"};
    const auto amended =
        standing(second, {signature("A81001", first), signature("A81002", first)}, {of_first});
    EXPECT_THAT(amended.signed_this, IsEmpty());
    ASSERT_EQ(amended.signed_earlier.size(), 2U);
    EXPECT_EQ(amended.signed_earlier[0].practice.text(), "A81001");
    EXPECT_EQ(amended.signed_earlier[0].version, 1);
    EXPECT_FALSE(amended.confirmed_on);
    EXPECT_THAT(
        amended.hindrances(),
        testing::Contains("A81001 signed version 1, which was changed: it must sign again."));
    const auto again = standing(second, {signature("A81001", first), signature("A81001", second)});
    EXPECT_THAT(codes(again.signed_this), ElementsAre("A81001"));
    EXPECT_THAT(codes(again.not_signed), ElementsAre("A81002"));
}

// A text that is put back as it was is the text that was signed.
TEST(AgreementStanding, CountsASignatureAgainWhenItsTextIsPutBack) {
    const auto first = version_of(1, initial_values);
    const auto third = version_of(3, initial_values);
    const auto back = standing(third, {signature("A81001", first), signature("A81002", first)});
    EXPECT_TRUE(back.is_initial_ready());
}

TEST(AgreementStanding, NamesMembersThatTheTextDoesNotNameAndTheOtherWayRound) {
    const auto current = version_of(1, initial_values);
    const std::vector<Signature> all{signature("A81001", current), signature("A81002", current),
                                     signature("A81003", current)};
    const auto grown = standing(current, all, {}, {code("A81001"), code("A81002"), code("A81003")});
    EXPECT_THAT(codes(grown.members_not_named), ElementsAre("A81003"));
    EXPECT_FALSE(grown.is_initial_ready());
    const auto shrunk = standing(current, all, {}, {code("A81001")});
    EXPECT_THAT(codes(shrunk.named_but_not_members), ElementsAre("A81002"));
    EXPECT_FALSE(shrunk.is_initial_ready());
}

TEST(AgreementStanding, WaitsForEveryPartnerWhereAllOfThemSign) {
    const auto current = version_of(1, initial_values);
    std::vector<Signature> signatures{of_all_partners(signature("A81001", current, "ann"), 2),
                                      of_all_partners(signature("A81001", current, "ann"), 2),
                                      signature("A81002", current)};
    const auto waiting = standing(current, signatures);
    ASSERT_EQ(waiting.partly_signed.size(), 1U);
    EXPECT_EQ(waiting.partly_signed[0].partners_signed, 1) << "the same person twice is one";
    EXPECT_EQ(waiting.partly_signed[0].partners, 2);
    EXPECT_THAT(codes(waiting.not_signed), ElementsAre("A81001"));
    signatures.push_back(of_all_partners(signature("A81001", current, "bob"), 2));
    EXPECT_TRUE(standing(current, signatures).is_initial_ready());
}

TEST(AgreementStanding, AsksForCellsOfRowsAndForWhatAnAnswerMakesNeeded) {
    const std::string complete(complete_values);
    const auto with = [&](std::string_view from, std::string_view to) {
        std::string changed = complete;
        changed.replace(changed.find(from), from.size(), to);
        std::vector<std::string> what;
        for (const MissingField& missing :
             standing(version_of(1, changed), {}).missing_for_complete)
            what.push_back(missing.what);
        return what;
    };
    EXPECT_THAT(with(R"(, "duty": "Saturdays")", ""),
                ElementsAre("Row 2 of \"Who does what\" has no \"What it does\"."));
    EXPECT_THAT(with(R"("rule": "list_share")", R"("rule": "other")"),
                ElementsAre("Row 1 of \"How each stream of money is split\" has no \"Which other "
                            "rule\"."));
    EXPECT_THAT(with(R"("has_partners": "none")", R"("has_partners": "some")"),
                ElementsAre("\"Organisations\" is empty."));
    EXPECT_THAT(with(R"("quorum": "Both practices")", R"("quorum": "  ")"),
                ElementsAre("\"Quorum\" is empty."));
}

}  // namespace
}  // namespace openpcn::agreement
