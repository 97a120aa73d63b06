#include "sharing/agreement_book.h"

#include <gtest/gtest.h>

#include "sharing/test_agreement.h"

namespace openpcn::sharing {
namespace {

KeptAgreement kept(SharingAgreement agreement, std::string id = "one") {
    std::string hash = hash_of(agreement.text);
    return {std::move(id), "U00001", 1, std::move(agreement), std::move(hash)};
}

AgreementBook book_of(SharingAgreement agreement) {
    std::vector<KeptAgreement> agreements;
    agreements.push_back(kept(std::move(agreement)));
    return AgreementBook(std::move(agreements));
}

SharingQuestion ask(const char* on, const char* discloser = "A81001",
                    const char* receiver = "U00001", Purpose purpose = Purpose::direct_care,
                    DataKind kind = DataKind::identity) {
    return {code(discloser), code(receiver), purpose, kind, day(on)};
}

Stop stop(const char* who, StopKind kind) {
    return {code(who), kind, "Dr B", "A breach", *Instant::parse("2026-05-04T10:00:00Z")};
}

TEST(AgreementBook, LetsDataGoOnlyAsASignedAgreementOfTheDaySays) {
    const SharingAgreement good = signed_by_all(test_text());
    const auto with = [&](auto change) {
        SharingAgreement agreement = good;
        change(agreement);
        return agreement;
    };
    struct Case {
        const char* what;
        SharingAgreement agreement;
        const char* on;
        const char* reason;  // "": allowed
    };
    for (const auto& [what, agreement, on, reason] : std::vector<Case>{
             {"in force", good, "2026-06-01", ""},
             {"its first day", good, "2026-04-01", ""},
             {"its last day", good, "2027-03-31", ""},
             {"the day before", good, "2026-03-31", "The agreement begins on 1 April 2026."},
             {"the day after", good, "2027-04-01", "The agreement lapsed on 31 March 2027."},
             {"nobody signed", with([](SharingAgreement& a) { a.signatures.clear(); }),
              "2026-06-01", "A81001 has not signed the agreement."},
             {"the receiver has not signed",
              with([](SharingAgreement& a) { a.signatures.pop_back(); }), "2026-06-01",
              "U00001 has not signed the agreement."},
             {"a neighbour has not signed",
              with([](SharingAgreement& a) { a.signatures.erase(a.signatures.begin() + 1); }),
              "2026-06-01", ""},
             {"changed after signing", with([](SharingAgreement& a) { a.text.terms += "!"; }),
              "2026-06-01", "The agreement changed since A81001 signed it."},
             {"prolonged after it lapsed, unsigned",
              with([](SharingAgreement& a) { a.text.to = day("2028-03-31"); }), "2027-04-01",
              "The agreement changed since A81001 signed it."},
             {"suspended by the practice", with([](SharingAgreement& a) {
                  a.stops.push_back(stop("A81001", StopKind::suspended));
              }),
              "2026-06-01", "A81001 suspended the agreement on 4 May 2026."},
             {"suspended and resumed", with([](SharingAgreement& a) {
                  a.stops.push_back(stop("A81001", StopKind::suspended));
                  a.stops.push_back(stop("A81001", StopKind::resumed));
              }),
              "2026-06-01", ""},
             {"ended by the receiver",
              with([](SharingAgreement& a) { a.stops.push_back(stop("U00001", StopKind::ended)); }),
              "2026-06-01", "U00001 ended the agreement on 4 May 2026."},
             {"a neighbour suspended for itself", with([](SharingAgreement& a) {
                  a.stops.push_back(stop("A81002", StopKind::suspended));
              }),
              "2026-06-01", ""},
         }) {
        const AgreementBook book = book_of(agreement);
        const SharingDecision decision = book.decide(ask(on));
        EXPECT_EQ(decision.allowed, std::string_view(reason).empty()) << what;
        EXPECT_EQ(decision.reason, reason) << what;
        EXPECT_EQ(book.may_receive(ask(on)), decision.allowed) << what;
    }
}

TEST(AgreementBook, SaysWhetherThePurposeOrTheDataIsMissing) {
    AgreementText planning = test_text(), numbers = test_text();
    planning.purposes = {Purpose::population_health};
    numbers.kinds = {DataKind::numbers};
    EXPECT_EQ(book_of(signed_by_all(planning)).decide(ask("2026-06-01")).reason,
              "The agreement does not cover \"Direct care\".");
    EXPECT_EQ(book_of(signed_by_all(numbers)).decide(ask("2026-06-01")).reason,
              "The agreement does not cover \"Who patients are\".");
}

TEST(AgreementBook, DecidesForEveryPurposeAndKindOfDataByItself) {
    for (const Purpose purpose : all_purposes()) {
        for (const DataKind kind : all_data_kinds()) {
            AgreementText text = test_text();
            text.purposes = {purpose};
            text.kinds = {kind};
            const AgreementBook book = book_of(signed_by_all(text));
            for (const Purpose asked : all_purposes())
                for (const DataKind wanted : all_data_kinds())
                    EXPECT_EQ(
                        book.may_receive(ask("2026-06-01", "A81001", "U00001", asked, wanted)),
                        asked == purpose && wanted == kind)
                        << name_of(purpose) << " " << name_of(kind);
        }
    }
}

TEST(AgreementBook, KnowsNoWayBackAndNoThirdParty) {
    const AgreementBook book = book_of(signed_by_all(test_text()));
    for (const auto& [discloser, receiver] :
         std::initializer_list<std::pair<const char*, const char*>>{{"U00001", "A81001"},
                                                                    {"A81001", "A81002"},
                                                                    {"A81003", "U00001"},
                                                                    {"A81001", "U00002"}}) {
        const auto decision = book.decide(ask("2026-06-01", discloser, receiver));
        EXPECT_FALSE(decision.allowed);
        EXPECT_EQ(decision.agreement, "");
        EXPECT_EQ(decision.reason, std::string("No data-sharing agreement lets ") + receiver +
                                       " receive data of " + discloser + ".");
    }
}

TEST(AgreementBook, TakesAnyAgreementThatAllowsAndElseTellsTheNearest) {
    AgreementText lapsed = test_text(), numbers = test_text();
    lapsed.to = day("2026-05-31");
    numbers.kinds = {DataKind::numbers};
    std::vector<KeptAgreement> agreements;
    agreements.push_back(kept(signed_by_all(numbers), "numbers"));
    agreements.push_back(kept(signed_by_all(lapsed), "lapsed"));
    agreements.push_back(kept({test_text(), {}, {}}, "draft"));
    const AgreementBook book(std::move(agreements));
    EXPECT_EQ(book.decide(ask("2026-05-31")).agreement, "lapsed");
    const auto refused = book.decide(ask("2026-06-01"));
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.reason, "The agreement lapsed on 31 May 2026.");
    const auto planning = book.decide(
        ask("2026-06-01", "A81001", "U00001", Purpose::population_health, DataKind::numbers));
    EXPECT_TRUE(planning.allowed);
    EXPECT_EQ(planning.agreement, "numbers");
}

}  // namespace
}  // namespace openpcn::sharing
