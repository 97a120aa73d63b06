// The register that accepted files make, each without what was refused of it: there it is as the
// files without that one have it. For reading a day and for comparing a new file.
#pragma once

#include <map>
#include <vector>

#include "organisations/register_changes.h"
#include "organisations/register_view.h"
#include "platform/database/connection.h"

namespace openpcn::persistence {

using Refusals = std::map<std::int64_t, std::vector<organisations::RegisterChange>>;  // by file
Result<Refusals> read_refusals(database::Connection& connection);
// Lists of a file whose number was refused.
void leave_out_refused(std::vector<organisations::ListTotal>& lists, const Refusals& refusals);

enum class ReadingOf {
    everything,
    networks  // who is in which network: neither lists nor directory decide that
};

// Borrows the connection.
class RegisterReading {
public:
    RegisterReading(database::Connection& connection, Refusals refusals, Date as_at,
                    ReadingOf what = ReadingOf::everything)
        : connection_(connection), refusals_(std::move(refusals)), as_at_(as_at), what_(what) {}

    using Files = std::vector<organisations::LoadedFile>;
    Result<organisations::BasisFacts> facts(const Files& files);
    Result<organisations::RegisterView> view(const Files& files);
    // Of facts that were changed since they were read.
    Result<organisations::RegisterView> view(const Files& files, organisations::BasisFacts facts);
    // Of a file that still waits: what was refused of a subject that something else was accepted
    // of.
    Result<void> hold_waiting(organisations::RegisterView& view, const Files& accepted,
                              const organisations::LoadedFile& file);

private:
    database::Connection& connection_;
    Refusals refusals_;
    Date as_at_;
    ReadingOf what_;
};

}  // namespace openpcn::persistence
