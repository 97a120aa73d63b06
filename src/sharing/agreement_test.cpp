#include "sharing/agreement.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sharing/agreement_json.h"
#include "sharing/test_agreement.h"

namespace openpcn::sharing {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(SharingAgreement, HasAHashThatHangsOnEveryMemberOfItsText) {
    const AgreementText text = test_text();
    struct Case {
        const char* what;
        void (*change)(AgreementText&);
    };
    for (const auto& [what, change] : std::initializer_list<Case>{
             {"title", [](AgreementText& t) { t.title += "."; }},
             {"disclosers", [](AgreementText& t) { t.disclosers.pop_back(); }},
             {"receivers", [](AgreementText& t) { t.receivers.push_back(code("Q99")); }},
             {"purposes", [](AgreementText& t) { t.purposes.pop_back(); }},
             {"kinds", [](AgreementText& t) { t.kinds.pop_back(); }},
             {"from", [](AgreementText& t) { t.from = t.from.plus_days(1); }},
             {"to", [](AgreementText& t) { t.to = t.to.plus_days(1); }},
             {"lawful basis", [](AgreementText& t) { t.lawful_basis += " "; }},
             {"condition", [](AgreementText& t) { t.special_category.clear(); }},
             {"confidentiality", [](AgreementText& t) { t.confidentiality = "Other"; }},
             {"Caldicott Guardian", [](AgreementText& t) { t.caldicott_guardian.reset(); }},
             {"data protection officer",
              [](AgreementText& t) { t.data_protection_officer->name = "Other"; }},
             {"review", [](AgreementText& t) { t.review_on.reset(); }},
             {"terms", [](AgreementText& t) { t.terms += "\nMore."; }}}) {
        AgreementText other = text;
        change(other);
        EXPECT_NE(hash_of(other), hash_of(text)) << what;
    }
    AgreementText reordered = text;
    std::reverse(reordered.disclosers.begin(), reordered.disclosers.end());
    std::reverse(reordered.kinds.begin(), reordered.kinds.end());
    EXPECT_EQ(hash_of(reordered), hash_of(text)) << "the order of a list says nothing";
}

TEST(SharingAgreement, HasAHashThatAnybodyCanWorkOut) {
    // printf of the canonical text | sha256sum, made without this program.
    AgreementText text;
    text.title = "A";
    text.from = day("2026-01-01");
    text.to = day("2026-12-31");
    EXPECT_EQ(hash_of(text), "f7cb86d3a959ab93c58746f9d567932244c37690e934965e727bb172d68a4982");
}

TEST(SharingAgreement, IsTheSameAfterItWasWrittenAndRead) {
    SharingAgreement agreement = signed_by_all(test_text());
    agreement.stops.push_back({code("A81002"), StopKind::suspended, "Dr B", "A breach", moment()});
    const auto read = parse_agreement(to_json(agreement).dump(), "paper");
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_EQ(to_json(*read).dump(), to_json(agreement).dump());
    EXPECT_EQ(hash_of(read->text), hash_of(agreement.text));
}

TEST(SharingAgreement, RefusesWhatItDoesNotKnow) {
    struct Case {
        const char* change;  // merged into a good text
        const char* where;
    };
    for (const auto& [change, where] : std::initializer_list<Case>{
             {R"({"purpose": []})", "file.text.purpose"},
             {R"({"title": ""})", "file.text.title"},
             {R"({"title": 5})", "file.text.title"},
             {R"({"disclosers": ["A81001", "a81001"]})", "file.text.disclosers"},
             {R"({"receivers": ["?"]})", "file.text.receivers"},
             {R"({"purposes": ["marketing"]})", "file.text.purposes"},
             {R"({"kinds": ["everything"]})", "file.text.kinds"},
             {R"({"from": "2026-02-30"})", "file.text.from"},
             {R"({"to": "2025-01-01"})", "file.text.to"},
             {R"({"caldicott_guardian": {"on": null}})", "file.text.caldicott_guardian.on"},
             {R"({"caldicott_guardian": {"name": ""}})", "file.text.caldicott_guardian.name"},
             {R"({"review_on": "soon"})", "file.text.review_on"}}) {
        nlohmann::json text(to_json(test_text()));
        text.merge_patch(nlohmann::json::parse(change));
        const auto read = read_text(text, "file.text");
        ASSERT_FALSE(read) << change;
        EXPECT_EQ(read.error().where, where) << change;
        EXPECT_FALSE(read.error().what.empty());
    }
    EXPECT_FALSE(parse_agreement("[]", "paper"));
    EXPECT_FALSE(parse_agreement("{", "paper"));
    EXPECT_FALSE(parse_agreement(R"({"text": {}, "signatures": [], "stops": []})", "paper"));
}

TEST(SharingAgreement, IsSignedOnlyWhenItIsComplete) {
    EXPECT_THAT(missing_before_signing(test_text()), IsEmpty());
    AgreementText draft = test_text();
    draft.caldicott_guardian.reset();
    EXPECT_THAT(missing_before_signing(draft),
                testing::ElementsAre("A Caldicott Guardian has not approved it."));
    const auto refused = with_signature({draft, {}, {}}, signature_of(draft, "A81001"));
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().what, HasSubstr("A Caldicott Guardian has not approved it."));
}

TEST(SharingAgreement, TakesSignaturesOfItsPartiesUnderTheTextTheyRead) {
    const AgreementText text = test_text();
    const auto one = with_signature({text, {}, {}}, signature_of(text, "A81001"));
    ASSERT_TRUE(one);
    EXPECT_EQ(signature_state(*one, hash_of(text), code("A81001")), SignatureState::counts);
    EXPECT_EQ(signature_state(*one, hash_of(text), code("A81002")), SignatureState::none);
    const auto twice = with_signature(*one, signature_of(text, "A81001"));
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().what, "A81001 has signed this text.");
    const auto stranger = with_signature(*one, signature_of(text, "B99999"));
    ASSERT_FALSE(stranger);
    EXPECT_EQ(stranger.error().what, "B99999 is no party to this agreement.");
    AgreementText earlier = text;
    earlier.terms += " Earlier.";
    const auto outdated = with_signature(*one, signature_of(earlier, "A81002"));
    ASSERT_FALSE(outdated);
    EXPECT_EQ(outdated.error().kind, ErrorKind::conflict);
}

TEST(SharingAgreement, LosesItsSignaturesWhenItsTextChanges) {
    SharingAgreement agreement = signed_by_all(test_text());
    const AgreementText before = agreement.text;
    agreement.text.kinds.push_back(DataKind::audit);
    const std::string hash = hash_of(agreement.text);
    for (const OdsCode& party : parties_of(agreement.text))
        EXPECT_EQ(signature_state(agreement, hash, party), SignatureState::of_earlier_text);
    EXPECT_EQ(signature_state(agreement, hash_of(before), code("A81001")), SignatureState::counts)
        << "a text that was changed back is the one that was signed";
}

TEST(SharingAgreement, IsStoppedByEachPartyForItself) {
    const auto stop = [](SharingAgreement agreement, const char* who, StopKind kind) {
        return with_stop(std::move(agreement), {code(who), kind, "Dr B", "", moment()});
    };
    const SharingAgreement agreement = signed_by_all(test_text());
    EXPECT_FALSE(stop(agreement, "B99999", StopKind::suspended)) << "no party";
    EXPECT_FALSE(stop(agreement, "A81001", StopKind::resumed)) << "not suspended";
    const auto suspended = stop(agreement, "A81001", StopKind::suspended);
    ASSERT_TRUE(suspended);
    EXPECT_NE(stop_of(*suspended, code("A81001")), nullptr);
    EXPECT_EQ(stop_of(*suspended, code("A81002")), nullptr);
    EXPECT_FALSE(stop(*suspended, "A81001", StopKind::suspended)) << "already";
    const auto resumed = stop(*suspended, "A81001", StopKind::resumed);
    ASSERT_TRUE(resumed);
    EXPECT_EQ(stop_of(*resumed, code("A81001")), nullptr);
    const auto ended = stop(*resumed, "A81001", StopKind::ended);
    ASSERT_TRUE(ended);
    const auto again = stop(*ended, "A81001", StopKind::resumed);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().what, "A81001 has ended this agreement for good.");
}

}  // namespace
}  // namespace openpcn::sharing
