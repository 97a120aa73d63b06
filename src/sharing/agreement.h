// A data-sharing agreement: which practices let whom have which kinds of data, for what, from when
// to when; who signed exactly this text; and who stopped it.
//
// It is the access rule, not a paper beside it: agreement_book.h decides by it. Values, to be
// shared by threads. Purposes and kinds are those that the program keeps apart when it shows
// something; an agreement may name more in its terms.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/ods_code.h"
#include "base/result.h"

namespace openpcn::sharing {

enum class Purpose {
    direct_care,
    population_health,   // planning: numbers about groups
    service_evaluation,  // whether a service did what it was for
    assurance            // whether data is complete and used as agreed
};
std::span<const Purpose> all_purposes();
std::string_view name_of(Purpose purpose);   // "direct_care", as papers and the API say it
std::string_view title_of(Purpose purpose);  // "Direct care"

enum class DataKind {
    identity,         // name, NHS number, date of birth
    clinical_record,  // entries, and why a rule holds
    worklists,        // who is on a list, claims and outcomes
    numbers,          // counts of people
    feeds,            // loads and rejected lines, which may identify people
    audit             // who looked at what
};
std::span<const DataKind> all_data_kinds();
std::string_view name_of(DataKind kind);
std::string_view title_of(DataKind kind);

struct Approval {
    std::string name;
    Date on;
};

// What the parties sign. Both `from` and `to` belong to it.
struct AgreementText {
    std::string title;
    std::vector<OdsCode> disclosers;  // practices, each for its own patients
    std::vector<OdsCode> receivers;   // network, practices, others
    std::vector<Purpose> purposes;
    std::vector<DataKind> kinds;
    Date from;
    Date to;
    std::string lawful_basis;      // UK GDPR, article 6
    std::string special_category;  // UK GDPR, article 9: condition for health data
    std::string confidentiality;   // basis under the common law duty
    std::optional<Approval> caldicott_guardian;
    std::optional<Approval> data_protection_officer;
    std::optional<Date> review_on;
    std::string terms;
};

enum class SignedHow {
    here,     // by somebody signed in for the organisation
    on_paper  // recorded by whoever runs the server
};

struct Signature {
    OdsCode organisation;
    std::string text_hash;  // of the text that was signed
    std::string name;
    std::string role;
    SignedHow how = SignedHow::here;
    Instant at;
};

enum class StopKind {
    suspended,
    resumed,
    ended  // for good
};
std::string_view name_of(StopKind kind);
std::optional<StopKind> find_stop_kind(std::string_view name);

// One party stops what it gives or takes, whatever the others do.
struct Stop {
    OdsCode organisation;
    StopKind kind = StopKind::suspended;
    std::string name;
    std::string reason;
    Instant at;
};

struct SharingAgreement {
    AgreementText text;
    std::vector<Signature> signatures;  // in order; those of earlier texts stay
    std::vector<Stop> stops;            // in order; the last of an organisation holds
};

// SHA-256, in hexadecimal digits, of the text in its canonical form: members by name, lists in
// order, no spaces. The same content has the same hash however it was written.
std::string hash_of(const AgreementText& text);

bool is_party(const AgreementText& text, const OdsCode& organisation);
std::vector<OdsCode> parties_of(const AgreementText& text);  // disclosers first

// What a text needs before anybody may sign it, one sentence for each thing; none: it is complete.
std::vector<std::string> missing_before_signing(const AgreementText& text);

// `conflict`, saying why, where the organisation is no party, the text is not the one that was read
// (`hash`), is incomplete, or is signed by it already.
Result<SharingAgreement> with_signature(SharingAgreement agreement, Signature signature);
// `conflict` where the organisation is no party, ended it, or there is nothing to resume.
Result<SharingAgreement> with_stop(SharingAgreement agreement, Stop stop);

// What an organisation's newest signature is worth.
enum class SignatureState {
    none,
    of_earlier_text,  // the text changed since
    counts
};
SignatureState signature_state(const SharingAgreement& agreement, std::string_view hash,
                               const OdsCode& organisation);
// The stop that holds for an organisation; null where nothing does.
const Stop* stop_of(const SharingAgreement& agreement, const OdsCode& organisation);

}  // namespace openpcn::sharing
