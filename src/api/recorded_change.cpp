#include "api/recorded_change.h"

#include "persistence/audit_log.h"

namespace openpcn::api {

Result<void> commit_change(database::Connection& connection, const Call& call,
                           const RecordedChange& said,
                           const std::function<Result<void>()>& change) {
    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    TRY(change());
    TRY(persistence::append_audit(
        connection, audit_event(call.asker(), call.now, said.action, said.subject, said.detail)));
    return transaction.commit();
}

}  // namespace openpcn::api
