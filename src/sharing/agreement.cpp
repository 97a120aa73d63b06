#include "sharing/agreement.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "sharing/agreement_json.h"

namespace openpcn::sharing {
namespace {

constexpr std::array purposes{Purpose::direct_care, Purpose::population_health,
                              Purpose::service_evaluation, Purpose::assurance};
constexpr std::array kinds{DataKind::identity, DataKind::clinical_record, DataKind::worklists,
                           DataKind::numbers,  DataKind::feeds,           DataKind::audit};

bool has(std::span<const OdsCode> codes, const OdsCode& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

// Sorted, each once: a list in another order says the same.
template <typename T>
std::vector<T> in_order(std::vector<T> list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
}

Error refused(std::string what, std::string remedy) {
    return {ErrorKind::conflict, std::move(what), "the agreement", std::move(remedy)};
}

Error no_party(const OdsCode& organisation) {
    return {ErrorKind::forbidden,
            fmt::format("{} is no party to this agreement.", organisation.text()), "the agreement",
            "Only the organisations that it names may sign or stop it."};
}

}  // namespace

std::span<const Purpose> all_purposes() { return purposes; }
std::span<const DataKind> all_data_kinds() { return kinds; }

std::string_view name_of(Purpose purpose) {
    constexpr std::array<std::string_view, 4> names{"direct_care", "population_health",
                                                    "service_evaluation", "assurance"};
    return names[static_cast<std::size_t>(purpose)];
}

std::string_view title_of(Purpose purpose) {
    constexpr std::array<std::string_view, 4> titles{
        "Direct care", "Planning and population health", "Service evaluation",
        "Checking data and its use"};
    return titles[static_cast<std::size_t>(purpose)];
}

std::string_view name_of(DataKind kind) {
    constexpr std::array<std::string_view, 6> names{"identity", "clinical_record", "worklists",
                                                    "numbers",  "feeds",           "audit"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view title_of(DataKind kind) {
    constexpr std::array<std::string_view, 6> titles{
        "Who patients are",  "Clinical record",          "Worklists and outcomes",
        "Numbers of people", "Feeds and rejected lines", "Audit entries"};
    return titles[static_cast<std::size_t>(kind)];
}

std::string_view name_of(StopKind kind) {
    constexpr std::array<std::string_view, 3> names{"suspended", "resumed", "ended"};
    return names[static_cast<std::size_t>(kind)];
}

std::optional<StopKind> find_stop_kind(std::string_view name) {
    for (const StopKind kind : {StopKind::suspended, StopKind::resumed, StopKind::ended})
        if (name_of(kind) == name) return kind;
    return std::nullopt;
}

std::string hash_of(const AgreementText& text) {
    AgreementText canonical = text;
    canonical.disclosers = in_order(text.disclosers);
    canonical.receivers = in_order(text.receivers);
    canonical.purposes = in_order(text.purposes);
    canonical.kinds = in_order(text.kinds);
    // nlohmann::json keeps members by name, and writes without spaces.
    const std::string bytes = nlohmann::json(to_json(canonical)).dump();
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    std::string digits;
    for (const unsigned char byte : hash) digits += fmt::format("{:02x}", byte);
    return digits;
}

bool is_party(const AgreementText& text, const OdsCode& organisation) {
    return has(text.disclosers, organisation) || has(text.receivers, organisation);
}

std::vector<OdsCode> parties_of(const AgreementText& text) {
    std::vector<OdsCode> parties = text.disclosers;
    for (const OdsCode& receiver : text.receivers)
        if (!has(parties, receiver)) parties.push_back(receiver);
    return parties;
}

std::vector<std::string> missing_before_signing(const AgreementText& text) {
    std::vector<std::string> missing;
    const auto needs = [&](bool there, const char* sentence) {
        if (!there) missing.emplace_back(sentence);
    };
    needs(!text.title.empty(), "It has no title.");
    needs(!text.disclosers.empty(), "It names no practice that discloses.");
    needs(!text.receivers.empty(), "It names nobody who receives.");
    needs(!text.purposes.empty(), "It names no purpose.");
    needs(!text.kinds.empty(), "It names no kind of data.");
    needs(text.from <= text.to, "Its last day lies before its first.");
    needs(!text.lawful_basis.empty(), "Its lawful basis is missing.");
    needs(!text.special_category.empty(), "The condition for health data is missing.");
    needs(!text.confidentiality.empty(), "The basis for confidential information is missing.");
    needs(text.caldicott_guardian.has_value(), "A Caldicott Guardian has not approved it.");
    needs(text.data_protection_officer.has_value(),
          "A data protection officer has not approved it.");
    needs(text.review_on.has_value(), "Its day of review is missing.");
    needs(!text.terms.empty(), "It has no terms.");
    return missing;
}

Result<SharingAgreement> with_signature(SharingAgreement agreement, Signature signature) {
    if (!is_party(agreement.text, signature.organisation))
        return failure(no_party(signature.organisation));
    const std::string hash = hash_of(agreement.text);
    if (signature.text_hash != hash)
        return failure(
            refused("The text changed since it was read, so this signature would be of "
                    "another text.",
                    "Read the text as it is now, then sign."));
    if (const auto missing = missing_before_signing(agreement.text); !missing.empty())
        return failure(refused("The agreement is not complete: " + missing.front(),
                               "Complete the text, then sign."));
    if (signature_state(agreement, hash, signature.organisation) == SignatureState::counts)
        return failure(
            refused(fmt::format("{} has signed this text.", signature.organisation.text()),
                    "Nothing is to be done."));
    agreement.signatures.push_back(std::move(signature));
    return agreement;
}

Result<SharingAgreement> with_stop(SharingAgreement agreement, Stop stop) {
    if (!is_party(agreement.text, stop.organisation)) return failure(no_party(stop.organisation));
    const Stop* now = stop_of(agreement, stop.organisation);
    if (now != nullptr && now->kind == StopKind::ended)
        return failure(
            refused(fmt::format("{} has ended this agreement for good.", stop.organisation.text()),
                    "Draft a new agreement."));
    if (stop.kind == StopKind::resumed && now == nullptr)
        return failure(refused("It is not suspended.", "Nothing is to be done."));
    if (stop.kind == StopKind::suspended && now != nullptr)
        return failure(refused("It is suspended already.", "Nothing is to be done."));
    agreement.stops.push_back(std::move(stop));
    return agreement;
}

SignatureState signature_state(const SharingAgreement& agreement, std::string_view hash,
                               const OdsCode& organisation) {
    SignatureState state = SignatureState::none;
    for (const Signature& signature : agreement.signatures) {
        if (signature.organisation != organisation) continue;
        // A text that was changed and changed back is the text that was signed.
        if (signature.text_hash == hash) return SignatureState::counts;
        state = SignatureState::of_earlier_text;
    }
    return state;
}

const Stop* stop_of(const SharingAgreement& agreement, const OdsCode& organisation) {
    const auto last =
        std::find_if(agreement.stops.rbegin(), agreement.stops.rend(),
                     [&](const Stop& stop) { return stop.organisation == organisation; });
    return last == agreement.stops.rend() || last->kind == StopKind::resumed ? nullptr : &*last;
}

}  // namespace openpcn::sharing
