#include "network_changes/paper_preview.h"

#include <gmock/gmock.h>

#include "network_changes/test_changes.h"

namespace openpcn::network_changes {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Instant noon = Instant::parse("2026-11-26T12:00:00Z").value();

// Both sides have signed; in force from 2026 to 2028.
sharing::KeptAgreement shared(std::string_view discloser, std::string_view receiver) {
    sharing::KeptAgreement kept;
    kept.id = "s1";
    kept.owner = discloser;
    kept.version = 1;
    auto& text = kept.agreement.text;
    text.title = "Sharing for care";
    text.disclosers = {code(discloser)};
    text.receivers = {code(receiver)};
    text.from = day("2026-01-01");
    text.to = day("2028-12-31");
    kept.hash = sharing::hash_of(text);
    for (const auto party : {discloser, receiver})
        kept.agreement.signatures.push_back(
            {code(party), kept.hash, "Dr A", "Partner", sharing::SignedHow::here, noon});
    return kept;
}

governance::Post director(std::string_view person) {
    governance::Post post;
    post.role = "clinical_director";
    post.person = person;
    post.profession = "gp";
    post.from = day("2026-01-01");
    return post;
}

NetworkPapers papers_of(std::string_view network) {
    NetworkPapers papers{code(network), {}, {}, {}, 0, {}, {}, {}};
    papers.posts = {director("Dr Ash")};
    papers.meetings = {{"Board", day("2027-05-01")}, {"Earlier board", day("2027-03-01")}};
    papers.payee = governance::Payee{};
    papers.payee->name = "PRACTICE 3";
    papers.payee->code = code("A81003");
    papers.agreement_version = 4;
    papers.naming = {{code("A81003"), "Schedule 3: Activities", "Lead practice"}};
    papers.signed_by = {code("A81001")};
    papers.teams = {"District nurses (Trust)"};
    return papers;
}

PaperPreview previewed(const Worked& worked, const sharing::AgreementBook& book) {
    const std::vector<NetworkPapers> papers{papers_of("U00001")};
    return preview_papers(worked.request, worked.facts.preview, papers, book);
}

std::vector<std::string> said(const std::vector<Sentence>& all) {
    std::vector<std::string> texts;
    for (const Sentence& one : all) texts.push_back(one.what);
    return texts;
}

TEST(PaperPreview, OfAPracticeThatLeavesNamesWhatStillNamesIt) {
    const sharing::AgreementBook book({shared("A81003", "U00001")});
    const Worked worked(leaving("A81003"));
    const PaperPreview made = previewed(worked, book);
    EXPECT_THAT(said(made.loses_vote),
                ElementsAre("A81003 has no vote in North PCN any more: 2 remain."));
    EXPECT_THAT(made.gains_vote, IsEmpty());
    EXPECT_THAT(said(made.posts), ElementsAre(HasSubstr("Dr Ash is clinical director")));
    EXPECT_THAT(said(made.meetings),
                ElementsAre("Board on 1 May 2027: 2 practices may vote instead of 3."));
    EXPECT_THAT(said(made.agreement),
                ElementsAre(HasSubstr("all 2 members sign the new text"),
                            "Schedule 3: Activities, Lead practice: names A81003, which leaves."));
    EXPECT_THAT(said(made.payee), ElementsAre(HasSubstr("name another payee from 1 April 2027")));
    EXPECT_THAT(said(made.teams), ElementsAre(HasSubstr("District nurses (Trust) serves")));
    ASSERT_EQ(made.loses_data.size(), 1U);
    EXPECT_EQ(made.loses_data[0].agreement, "s1");
    EXPECT_THAT(made.loses_data[0].what, HasSubstr("goes on until one of the two ends it"));
    EXPECT_THAT(made.gains_data, IsEmpty());
}

TEST(PaperPreview, OfAPracticeThatJoinsSaysWhoWouldSeeWhat) {
    const Worked worked(joining("A81007"));
    const PaperPreview without = previewed(worked, sharing::AgreementBook());
    EXPECT_THAT(said(without.gains_vote),
                ElementsAre("A81007 gains a vote in North PCN: 1 of 4 by heads, 12,000 of 48,000 "
                            "by lists."));
    ASSERT_EQ(without.gains_data.size(), 1U);
    EXPECT_EQ(without.gains_data[0].agreement, "");
    EXPECT_THAT(without.gains_data[0].what, HasSubstr("see nothing of its patients"));
    const sharing::AgreementBook book({shared("A81007", "U00001")});
    const PaperPreview with = previewed(worked, book);
    EXPECT_EQ(with.gains_data[0].agreement, "s1");
    EXPECT_THAT(with.posts, IsEmpty());
    EXPECT_THAT(with.payee, IsEmpty());
    const std::vector<NetworkPapers> papers{papers_of("U00001")};
    EXPECT_EQ(unsigned_members_of(worked.facts.preview, papers).size(), 1U);
}

TEST(PaperPreview, OfAMergerEndsPostsAndMeetingsOfTheNetworkThatCloses) {
    const Worked worked(merging_networks(code("U00002")));
    const PaperPreview made = previewed(worked, sharing::AgreementBook());
    EXPECT_THAT(
        said(made.posts),
        ElementsAre("Dr Ash (clinical director) has no post in North PCN from 1 April 2027: "
                    "it ends."));
    EXPECT_THAT(said(made.meetings),
                ElementsAre("Board on 1 May 2027: the network is closed by then."));
    EXPECT_THAT(said(made.payee), ElementsAre(HasSubstr("which ends")));
    EXPECT_EQ(made.gains_vote.size(), 3U);
    EXPECT_EQ(made.loses_vote.size(), 3U);
}

TEST(PaperPreview, OfASharedDirectorNamesWhoFollowsWhom) {
    auto request = asked(ChangeKind::shared_director);
    request.networks = {code("U00002")};
    request.group_name = "The two";
    request.director = "Dr Birch";
    request.profession = "gp";
    const Worked worked(request);
    const PaperPreview made = previewed(worked, sharing::AgreementBook());
    EXPECT_THAT(said(made.posts),
                ElementsAre(HasSubstr("Dr Birch follows on 1 April 2027"),
                            "Dr Birch is clinical director of South PCN from 1 April 2027."));
    EXPECT_THAT(made.agreement, IsEmpty());
    EXPECT_THAT(made.meetings, IsEmpty());
}

TEST(PaperPreview, OfANewAreaAsksForTheMapInTheAgreement) {
    const Worked worked(asked(ChangeKind::new_area));
    const PaperPreview made = previewed(worked, sharing::AgreementBook());
    EXPECT_THAT(said(made.agreement),
                ElementsAre(HasSubstr("all 3 members"), HasSubstr("Schedule 1 shows the area")));
    EXPECT_EQ(made.teams.size(), 1U);
    EXPECT_THAT(made.gains_vote, IsEmpty());
}

}  // namespace
}  // namespace openpcn::network_changes
