#include "agreement/signature.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "agreement/json_members.h"

namespace openpcn::agreement {
namespace {

using nlohmann::ordered_json;

constexpr std::array<std::string_view, 2> method_names{"account", "paper"};
constexpr int partners_max = 100;

const LegalForm* form_of(const AgreementTemplate& form, std::string_view id) {
    const auto found = std::find_if(form.legal_forms.begin(), form.legal_forms.end(),
                                    [&](const LegalForm& each) { return each.id == id; });
    return found == form.legal_forms.end() ? nullptr : &*found;
}

const Authority* authority_of(const LegalForm& form, std::string_view id) {
    const auto found = std::find_if(form.authorities.begin(), form.authorities.end(),
                                    [&](const Authority& each) { return each.id == id; });
    return found == form.authorities.end() ? nullptr : &*found;
}

Error wrong(std::string what, std::string where, std::string remedy) {
    return {ErrorKind::invalid, std::move(what), std::move(where), std::move(remedy)};
}

// What a moment or a code of a kept paper is; refused where it is none.
Instant instant_of(JsonMembers& members, const char* name) {
    const auto parsed = Instant::parse(members.text(name));
    if (parsed) return *parsed;
    members.refuse(name, "a moment");
    return {};
}

}  // namespace

std::string_view name_of(SigningMethod method) {
    return method_names[static_cast<std::size_t>(method)];
}

std::string to_json(const Signature& signature) {
    return ordered_json{{"practice", signature.practice.text()},
                        {"signer", signature.signer},
                        {"capacity", signature.capacity},
                        {"legal_form", signature.legal_form},
                        {"authority", signature.authority},
                        {"partners", signature.partners},
                        {"method", name_of(signature.method)},
                        {"kept_at", signature.kept_at},
                        {"hash", signature.hash},
                        {"version", signature.version},
                        {"at", signature.at.to_string()},
                        {"username", signature.username}}
        .dump();
}

std::string to_json(const Confirmation& confirmation) {
    return ordered_json{{"hash", confirmation.hash},
                        {"version", confirmation.version},
                        {"on", confirmation.on.to_string()},
                        {"at", confirmation.at.to_string()},
                        {"by", confirmation.by},
                        {"organisation", confirmation.organisation}}
        .dump();
}

Result<Signature> parse_signature(std::string_view text) {
    TRY_ASSIGN(const auto whole, parse_object(text, "a kept signature", 2));
    std::optional<Error> error;
    JsonMembers all(whole, "", "a kept signature", error);
    const std::string practice = all.text("practice");
    if (error) return failure(*error);
    TRY_ASSIGN(OdsCode code, OdsCode::parse(practice));
    Signature signature{std::move(code),
                        all.text("signer"),
                        all.text("capacity"),
                        all.text("legal_form"),
                        all.text("authority"),
                        static_cast<int>(all.number("partners")),
                        one_of<SigningMethod>(all, "method", method_names),
                        all.optional_text("kept_at"),
                        all.text("hash"),
                        all.number("version"),
                        instant_of(all, "at"),
                        all.text("username")};
    all.end();
    if (error) return failure(*error);
    return signature;
}

Result<Confirmation> parse_confirmation(std::string_view text) {
    TRY_ASSIGN(const auto whole, parse_object(text, "a kept confirmation", 2));
    std::optional<Error> error;
    JsonMembers all(whole, "", "a kept confirmation", error);
    Confirmation confirmation;
    confirmation.hash = all.text("hash");
    confirmation.version = all.number("version");
    confirmation.on = all.day("on");
    confirmation.at = instant_of(all, "at");
    confirmation.by = all.text("by");
    confirmation.organisation = all.text("organisation");
    all.end();
    if (error) return failure(*error);
    return confirmation;
}

Result<void> check_signing(const AgreementTemplate& form, const Signature& signature) {
    if (signature.signer.empty())
        return failure(wrong("The name of the signer is missing.", "signer",
                             "Enter the name as it is to stand under the agreement."));
    const LegalForm* legal_form = form_of(form, signature.legal_form);
    if (legal_form == nullptr)
        return failure(wrong("The legal form of the practice is not one of the agreement's.",
                             "legal_form", "Choose how the practice holds its contract."));
    const Authority* authority = authority_of(*legal_form, signature.authority);
    if (authority == nullptr)
        return failure(wrong(
            fmt::format("A practice that is a {} is not bound in that way.", legal_form->title),
            "authority", "Choose one of the ways of its legal form."));
    const auto& capacities = authority->capacities;
    if (std::find(capacities.begin(), capacities.end(), signature.capacity) == capacities.end())
        return failure(wrong(
            fmt::format("Here a {} signs as {}.", legal_form->title, fmt::join(capacities, " or ")),
            "capacity", "Choose the capacity, or ask somebody who has it to sign."));
    const bool every = authority->signers == Authority::Signers::every_partner;
    if (every ? signature.partners < 2 || signature.partners > partners_max
              : signature.partners != 1)
        return failure(wrong("The number of partners does not fit.", "partners",
                             fmt::format("Where all partners sign, enter how many they are, 2 to "
                                         "{}; else leave it out.",
                                         partners_max)));
    if ((signature.method == SigningMethod::paper) == signature.kept_at.empty())
        return failure(wrong("Where a signed paper is kept does not fit the way of signing.",
                             "kept_at", "Say where a signed paper is kept, and only for a paper."));
    return {};
}

std::string legal_form_title(const AgreementTemplate& form, std::string_view id) {
    const LegalForm* found = form_of(form, id);
    return found == nullptr ? std::string(id) : found->title;
}

Binding binding_of(const AgreementTemplate& form, std::span<const Signature> signatures) {
    if (signatures.empty()) return {0, 1};
    const Signature& newest =
        *std::max_element(signatures.begin(), signatures.end(),
                          [](const Signature& a, const Signature& b) { return a.at < b.at; });
    const LegalForm* legal_form = form_of(form, newest.legal_form);
    const Authority* authority =
        legal_form == nullptr ? nullptr : authority_of(*legal_form, newest.authority);
    if (authority == nullptr) return {0, 1};
    std::set<std::string> signers;
    for (const Signature& each : signatures)
        if (each.legal_form == newest.legal_form && each.authority == newest.authority)
            // On paper several sign whom one person records.
            signers.insert(each.method == SigningMethod::paper ? "paper " + each.signer
                                                               : "account " + each.username);
    const int needed =
        authority->signers == Authority::Signers::every_partner ? newest.partners : 1;
    return {static_cast<int>(signers.size()), needed};
}

}  // namespace openpcn::agreement
