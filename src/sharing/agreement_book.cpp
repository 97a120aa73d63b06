#include "sharing/agreement_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/day_in_words.h"

namespace openpcn::sharing {
namespace {

template <typename T>
bool names(const std::vector<T>& list, const T& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

// The one of the two for whom `holds`, the discloser first.
template <typename Holds>
const OdsCode& first_of(const OdsCode& discloser, const OdsCode& receiver, Holds holds) {
    return holds(discloser) ? discloser : receiver;
}

// What stands in the way may be a step on the way: an agreement that was in force once is nearer
// than one that nobody signed.
int nearness(Standing standing) {
    constexpr std::array<int, 7> ranks{6, 1, 2, 3, 4, 5, 4};
    return ranks[static_cast<std::size_t>(standing)];
}

}  // namespace

std::string_view name_of(Standing standing) {
    constexpr std::array<std::string_view, 7> standings{
        "in_force", "unsigned", "changed", "not_begun", "lapsed", "suspended", "ended"};
    return standings[static_cast<std::size_t>(standing)];
}

Standing standing_between(const KeptAgreement& kept, const OdsCode& discloser,
                          const OdsCode& receiver, Date day) {
    const SharingAgreement& agreement = kept.agreement;
    const Stop* stops[] = {stop_of(agreement, discloser), stop_of(agreement, receiver)};
    for (const Stop* stop : stops)
        if (stop != nullptr && stop->kind == StopKind::ended) return Standing::ended;
    for (const Stop* stop : stops)
        if (stop != nullptr) return Standing::suspended;
    if (day > agreement.text.to) return Standing::lapsed;
    const SignatureState signatures[] = {signature_state(agreement, kept.hash, discloser),
                                         signature_state(agreement, kept.hash, receiver)};
    for (const SignatureState state : signatures)
        if (state == SignatureState::none) return Standing::unsigned_;
    for (const SignatureState state : signatures)
        if (state == SignatureState::of_earlier_text) return Standing::changed;
    // Signatures count for a complete text only; a text that lost something is another text.
    return day < agreement.text.from ? Standing::not_begun : Standing::in_force;
}

std::string reason_of(const KeptAgreement& kept, const OdsCode& discloser, const OdsCode& receiver,
                      Date day) {
    const SharingAgreement& agreement = kept.agreement;
    const auto who = [&](auto holds) { return first_of(discloser, receiver, holds).text(); };
    const auto stopped = [&](StopKind kind) {
        return [&agreement, kind](const OdsCode& code) {
            const Stop* stop = stop_of(agreement, code);
            return stop != nullptr && stop->kind == kind;
        };
    };
    const auto signature = [&](SignatureState state) {
        return [&, state](const OdsCode& code) {
            return signature_state(agreement, kept.hash, code) == state;
        };
    };
    const auto stopped_text = [&](StopKind kind, const char* verb) {
        const OdsCode& code = first_of(discloser, receiver, stopped(kind));
        return fmt::format("{} {} the agreement on {}.", code.text(), verb,
                           day_in_words(stop_of(agreement, code)->at.utc_date()));
    };
    switch (standing_between(kept, discloser, receiver, day)) {
        case Standing::in_force:
            return "";
        case Standing::unsigned_:
            return fmt::format("{} has not signed the agreement.",
                               who(signature(SignatureState::none)));
        case Standing::changed:
            return fmt::format("The agreement changed since {} signed it.",
                               who(signature(SignatureState::of_earlier_text)));
        case Standing::not_begun:
            return fmt::format("The agreement begins on {}.", day_in_words(agreement.text.from));
        case Standing::lapsed:
            return fmt::format("The agreement lapsed on {}.", day_in_words(agreement.text.to));
        case Standing::suspended:
            return stopped_text(StopKind::suspended, "suspended");
        case Standing::ended:
            return stopped_text(StopKind::ended, "ended");
    }
    return "";
}

AgreementBook::AgreementBook(std::vector<KeptAgreement> agreements)
    : agreements_(std::move(agreements)) {
    for (const KeptAgreement& kept : agreements_)
        for (const OdsCode& discloser : kept.agreement.text.disclosers)
            for (const OdsCode& receiver : kept.agreement.text.receivers)
                by_pair_[{discloser, receiver}].push_back(&kept);
}

const KeptAgreement* AgreementBook::find(std::string_view id) const {
    const auto found = std::find_if(agreements_.begin(), agreements_.end(),
                                    [&](const KeptAgreement& kept) { return kept.id == id; });
    return found == agreements_.end() ? nullptr : &*found;
}

std::span<const KeptAgreement* const> AgreementBook::between(const OdsCode& discloser,
                                                             const OdsCode& receiver) const {
    const auto found = by_pair_.find({discloser, receiver});
    if (found == by_pair_.end()) return {};
    return found->second;
}

bool AgreementBook::may_receive(const SharingQuestion& question) const {
    const auto candidates = between(question.discloser, question.receiver);
    return std::any_of(candidates.begin(), candidates.end(), [&](const KeptAgreement* kept) {
        const AgreementText& text = kept->agreement.text;
        return names(text.purposes, question.purpose) && names(text.kinds, question.kind) &&
               standing_between(*kept, question.discloser, question.receiver, question.day) ==
                   Standing::in_force;
    });
}

SharingDecision AgreementBook::decide(const SharingQuestion& question) const {
    SharingDecision nearest{false, "",
                            fmt::format("No data-sharing agreement lets {} receive data of {}.",
                                        question.receiver.text(), question.discloser.text())};
    int best = 0;
    for (const KeptAgreement* kept : between(question.discloser, question.receiver)) {
        const AgreementText& text = kept->agreement.text;
        const Standing standing =
            standing_between(*kept, question.discloser, question.receiver, question.day);
        const bool purpose = names(text.purposes, question.purpose);
        if (purpose && names(text.kinds, question.kind)) {
            if (standing == Standing::in_force) return {true, kept->id, ""};
            // An agreement that would cover it comes before one that would not.
            if (const int rank = 10 + nearness(standing); rank > best) {
                best = rank;
                nearest = {false, kept->id,
                           reason_of(*kept, question.discloser, question.receiver, question.day)};
            }
        } else if (const int rank = nearness(standing); rank > best) {
            best = rank;
            nearest = {false, kept->id,
                       fmt::format("The agreement does not cover \"{}\".",
                                   purpose ? title_of(question.kind) : title_of(question.purpose))};
        }
    }
    return nearest;
}

}  // namespace openpcn::sharing
