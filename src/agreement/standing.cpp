#include "agreement/standing.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace openpcn::agreement {
namespace {

// `answer_of` gives the answer to a field beside it.
template <typename AnswerOf>
bool is_needed(const Field& field, Needed by, const AnswerOf& answer_of) {
    if (field.needed != Needed::initial && field.needed != by) return false;
    return !field.needed_with || answer_of(field.needed_with->field) == field.needed_with->answer;
}

std::string title_of(const Schedule& schedule) {
    return fmt::format("Schedule {}: {}", schedule.number, schedule.title);
}

// A table lacks what a row of it lacks; cells are asked for once there is a row.
void find_missing_cells(const std::string& schedule, const Field& field, const Value& value,
                        Needed by, std::vector<MissingField>& missing) {
    const auto* rows = std::get_if<std::vector<TableRow>>(&value);
    if (rows == nullptr) return;
    const auto answer_in = [](const TableRow& row) {
        return [&row](const std::string& id) {
            const auto found = row.find(id);
            return found == row.end() ? std::string() : found->second;
        };
    };
    for (std::size_t i = 0; i < rows->size(); ++i)
        for (const Field& column : field.columns)
            if (!(*rows)[i].contains(column.id) && is_needed(column, by, answer_in((*rows)[i])))
                missing.push_back({schedule, field.id, field.title,
                                   fmt::format("Row {} of \"{}\" has no \"{}\".", i + 1,
                                               field.title, column.title)});
}

void find_missing_field(const std::string& schedule, const Field& field,
                        const FilledAgreement& filled, Needed by,
                        std::vector<MissingField>& missing) {
    const auto answer_of = [&](const std::string& id) {
        const auto other = filled.values.find(id);
        const auto* text =
            other == filled.values.end() ? nullptr : std::get_if<std::string>(&other->second);
        return text == nullptr ? std::string() : *text;
    };
    const auto found = filled.values.find(field.id);
    if (found != filled.values.end())
        find_missing_cells(schedule, field, found->second, by, missing);
    else if (is_needed(field, by, answer_of))
        missing.push_back(
            {schedule, field.id, field.title, fmt::format("\"{}\" is empty.", field.title)});
}

std::vector<MissingField> missing_of(const AgreementTemplate& form, const FilledAgreement& filled,
                                     Needed by) {
    std::vector<MissingField> missing;
    for (const Clause& clause : form.clauses)
        if (clause.own_text)
            find_missing_field("Clause: " + clause.title, *clause.own_text, filled, by, missing);
    for (const Schedule& schedule : form.schedules)
        for (const Field& field : schedule.fields)
            find_missing_field(title_of(schedule), field, filled, by, missing);
    return missing;
}

void compare_members(const FilledAgreement& filled, std::span<const OdsCode> members,
                     AgreementStanding& standing) {
    for (const OdsCode& member : members)
        if (std::none_of(filled.members.begin(), filled.members.end(),
                         [&](const NamedMember& named) { return named.code == member; }))
            standing.members_not_named.push_back(member);
    for (const NamedMember& named : filled.members)
        if (std::find(members.begin(), members.end(), named.code) == members.end())
            standing.named_but_not_members.push_back(named.code);
}

void place_member(const AgreementTemplate& form, std::span<const Signature> signatures,
                  const OdsCode& member, AgreementStanding& standing) {
    std::vector<Signature> under_this;
    std::int64_t earlier = 0;
    for (const Signature& signature : signatures) {
        if (signature.practice != member) continue;
        if (signature.hash == standing.hash)
            under_this.push_back(signature);
        else
            earlier = std::max(earlier, signature.version);
    }
    const Binding binding = binding_of(form, under_this);
    if (binding.is_bound()) {
        standing.signed_this.push_back(member);
        return;
    }
    if (binding.signed_by > 0)
        standing.partly_signed.push_back({member, binding.signed_by, binding.needed});
    if (earlier > 0)
        standing.signed_earlier.push_back({member, earlier});
    else
        standing.not_signed.push_back(member);
}

}  // namespace

bool AgreementStanding::is_signed_by_all() const {
    return version > 0 && !signed_this.empty() && signed_earlier.empty() && not_signed.empty() &&
           members_not_named.empty() && named_but_not_members.empty();
}

bool AgreementStanding::is_initial_ready() const {
    return is_signed_by_all() && missing_for_initial.empty();
}

bool AgreementStanding::is_ready_to_confirm() const {
    return is_signed_by_all() && missing_for_complete.empty();
}

bool AgreementStanding::is_complete() const {
    return is_ready_to_confirm() && confirmed_on.has_value();
}

std::vector<std::string> AgreementStanding::hindrances() const {
    if (version == 0) return {"Nothing of the agreement is written yet."};
    std::vector<std::string> why;
    const auto codes = [](const std::vector<OdsCode>& all) {
        std::vector<std::string> texts;
        for (const OdsCode& code : all) texts.push_back(code.text());
        return fmt::format("{}", fmt::join(texts, ", "));
    };
    for (const MissingField& missing : missing_for_complete)
        why.push_back(fmt::format("{}: {}", missing.schedule, missing.what));
    if (!members_not_named.empty())
        why.push_back("The text does not name all members: " + codes(members_not_named) + ".");
    if (!named_but_not_members.empty())
        why.push_back("The text names who is not a member: " + codes(named_but_not_members) + ".");
    if (!not_signed.empty()) why.push_back("Not signed: " + codes(not_signed) + ".");
    for (const SignedEarlier& earlier : signed_earlier)
        why.push_back(fmt::format("{} signed version {}, which was changed: it must sign again.",
                                  earlier.practice.text(), earlier.version));
    if (why.empty() && !confirmed_on) why.push_back("It is not confirmed to the commissioner yet.");
    return why;
}

AgreementStanding standing_of(const AgreementTemplate& form, const AgreementVersion* current,
                              std::span<const Signature> signatures,
                              std::span<const Confirmation> confirmations,
                              std::span<const OdsCode> members) {
    AgreementStanding standing;
    standing.template_id = form.id;
    static const FilledAgreement nothing;
    const FilledAgreement& filled = current == nullptr ? nothing : current->filled;
    standing.missing_for_initial = missing_of(form, filled, Needed::initial);
    standing.missing_for_complete = missing_of(form, filled, Needed::complete);
    if (current == nullptr) {
        standing.not_signed.assign(members.begin(), members.end());
        return standing;
    }
    standing.version = current->version;
    standing.hash = current->hash;
    compare_members(filled, members, standing);
    for (const OdsCode& member : members) place_member(form, signatures, member, standing);
    for (const Confirmation& confirmation : confirmations)
        if (confirmation.hash == standing.hash &&
            (!standing.confirmed_on || confirmation.on < *standing.confirmed_on))
            standing.confirmed_on = confirmation.on;
    return standing;
}

}  // namespace openpcn::agreement
