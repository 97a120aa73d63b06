#include "api/register_desk.h"

#include <algorithm>

#include "persistence/register_load.h"

namespace openpcn::api {

Result<std::shared_ptr<const RegisterOfDay>> RegisterDesk::of(Date as_at) {
    TRY_ASSIGN(const auto connection, database_.lease());
    TRY_ASSIGN(const std::int64_t version, persistence::register_version(*connection));
    const std::lock_guard lock(mutex_);
    std::erase_if(days_, [&](const auto& day) { return day->version < version; });
    const auto found = std::find_if(days_.begin(), days_.end(),
                                    [&](const auto& day) { return day->view.as_at() == as_at; });
    if (found != days_.end()) {
        days_.splice(days_.begin(), days_, found);
        return days_.front();
    }
    TRY_ASSIGN(auto view, persistence::read_register(*connection, as_at));
    organisations::RegisterSearch search(view);
    days_.push_front(std::make_shared<const RegisterOfDay>(
        RegisterOfDay{version, std::move(view), std::move(search)}));
    if (days_.size() > days_max) days_.pop_back();
    return days_.front();
}

}  // namespace openpcn::api
