// The register of England as at a day: networks, practices and commissioners, and their totals.
//
// Built from the facts of the files that the day rests on (basis.h). The figures are defined in
// docs/guides/register.md; each entry names the file that it comes from. An immutable value that
// threads may share.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "organisations/basis.h"
#include "organisations/decisions.h"

namespace openpcn::organisations {

struct RegisterChange;

// The list of one practice on one extract day, without its bands.
struct ListTotal {
    OdsCode practice;
    Date extracted;
    std::optional<OdsCode> commissioner;
    std::string postcode;
    std::int64_t patients = 0;
    std::int64_t file = 0;
};

// The facts of the basis' files, read from wherever they are kept.
struct BasisFacts {
    Basis basis;
    std::vector<NetworkFact> networks;
    std::vector<MembershipFact> memberships;
    std::vector<MappedPracticeFact> mapped;
    std::vector<DirectoryFact> directory;
    std::vector<CommissionerFact> commissioners;  // of all these files, oldest file first
    std::vector<PlaceFact> places;
    std::vector<ListTotal> lists;  // oldest extract first
};

struct ListInUse {
    std::int64_t patients = 0;
    Date extracted;
    std::int64_t file = 0;
};

enum class Standing {
    member,       // of a network that day
    unallocated,  // has a list and no network
    not_counted   // known from a list or the directory only
};
std::string_view name_of(Standing standing);

struct PracticeEntry {
    OdsCode code;
    std::string name;
    std::string postcode;
    Standing standing = Standing::not_counted;
    std::optional<OdsCode> network;
    std::optional<Date> member_since;
    std::optional<OdsCode> commissioner;
    std::optional<ListInUse> list;
    const DirectoryFact* directory = nullptr;  // into the view's own facts
    const PlaceFact* place = nullptr;
    std::int64_t file = 0;  // that says so
    std::uint64_t line = 0;
    bool decided_here = false;  // its network, or that it is in none, instead of a file
};

struct NetworkEntry {
    OdsCode code;
    std::string name;
    bool is_open = false;  // on the day
    std::optional<OdsCode> commissioner;
    Period open;  // where a file says so
    std::string address;
    std::string postcode;
    std::vector<OdsCode> members;  // on the day, in order
    std::int64_t patients = 0;     // of the members whose list is known
    std::int64_t file = 0;
    std::uint64_t line = 0;
    bool decided_here = false;  // instead of a file
};

struct RegisterTotals {
    std::int64_t open_networks = 0;
    std::int64_t practices = 0;
    // None where no file tells of practices without a network.
    std::optional<std::int64_t> unallocated_practices;
    // None where no list sizes of the day or before are there.
    std::optional<std::int64_t> registered_patients;
};

struct CommissionerEntry {
    std::optional<OdsCode> code;  // none: what has no known commissioner
    std::string name;
    std::string ons_code;
    std::optional<OdsCode> system;
    std::string system_name;
    std::optional<OdsCode> region;
    RegisterTotals totals;
};

class RegisterView {
public:
    static RegisterView build(BasisFacts facts, Date as_at);
    RegisterView(RegisterView&&) = default;
    RegisterView& operator=(RegisterView&&) = default;
    RegisterView(const RegisterView&) = delete;
    RegisterView& operator=(const RegisterView&) = delete;

    Date as_at() const { return as_at_; }
    const Basis& basis() const { return facts_.basis; }
    // Those that entries name: of the basis, and of what was adopted.
    const std::vector<LoadedFile>& files() const { return files_; }
    const LoadedFile* file(std::int64_t id) const;
    const std::map<OdsCode, NetworkEntry>& networks() const { return networks_; }
    const std::map<OdsCode, PracticeEntry>& practices() const { return practices_; }
    const std::vector<CommissionerEntry>& commissioners() const { return commissioners_; }
    const CommissionerEntry* commissioner(const OdsCode& code) const;
    const RegisterTotals& totals() const { return totals_; }
    // All memberships that the basis' file states of a practice or network, past ones too.
    std::vector<const MembershipFact*> memberships_of(const OdsCode& code) const;

    // Takes over what `other` says of these practices and networks, and counts again: changes that
    // were accepted one by one out of a file that otherwise still waits.
    void adopt(const RegisterView& other, const std::vector<OdsCode>& practices,
               const std::vector<OdsCode>& networks);

    // Keeps what `before` says where it was decided that a file's change does not hold, and counts
    // again.
    void hold(const RegisterView& before, std::span<const RegisterChange> refused);

    // Lays decisions over what the files say, and counts again. A practice whose decided time is
    // over is in no network where the files still have it in that one.
    void lay_over(std::vector<DecidedNetwork> decided,
                  const std::vector<DecidedMerger>& mergers = {});
    const std::vector<DecidedNetwork>& decided() const { return decided_; }

private:
    RegisterView(BasisFacts facts, Date as_at)
        : facts_(std::move(facts)), as_at_(as_at), files_(facts_.basis.files()) {}
    void add_dated_networks();
    void add_members();
    void add_mapped();
    void add_lists();
    void add_directory();
    void count();
    void lay_over_members(const DecidedNetwork& decided);
    void lay_over_merger(const DecidedMerger& merger);
    void settle_commissioners();
    PracticeEntry& practice(const OdsCode& code);
    NetworkEntry& network(const OdsCode& code);
    std::int64_t id_of(const std::optional<LoadedFile>& file) const { return file ? file->id : 0; }

    BasisFacts facts_;
    std::vector<DecidedNetwork> decided_;
    Date as_at_;
    std::vector<LoadedFile> files_;
    std::map<OdsCode, NetworkEntry> networks_;
    std::map<OdsCode, PracticeEntry> practices_;
    std::vector<CommissionerEntry> commissioners_;
    RegisterTotals totals_;
};

}  // namespace openpcn::organisations
