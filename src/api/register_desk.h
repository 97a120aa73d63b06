// The register of England as the server holds it: one built register and search index per day that
// somebody asks for, made anew when a load or a decision changed it.
//
// Threads share a desk; what it hands out is immutable and stays valid while it is held.
#pragma once

#include <list>
#include <memory>
#include <mutex>

#include "organisations/register_search.h"
#include "organisations/register_view.h"
#include "platform/database/database.h"

namespace openpcn::api {

struct RegisterOfDay {
    std::int64_t version = 0;
    organisations::RegisterView view;
    organisations::RegisterSearch search;
};

class RegisterDesk {
public:
    // A day takes some 10 MB; past days are seldom asked for together.
    static constexpr std::size_t days_max = 6;

    explicit RegisterDesk(database::Database& database) : database_(database) {}
    Result<std::shared_ptr<const RegisterOfDay>> of(Date as_at);

private:
    database::Database& database_;
    std::mutex mutex_;  // guards days_; held while a day is built, so that it is built once
    std::list<std::shared_ptr<const RegisterOfDay>> days_;  // last used first
};

}  // namespace openpcn::api
