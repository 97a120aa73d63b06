#include "api/network_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "persistence/audit_log.h"
#include "persistence/network_entries.h"
#include "persistence/rule_input.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"

namespace openpcn::api {

using persistence::ActionKind;
using persistence::WorklistAction;

std::string_view to_text(ItemState state) {
    constexpr std::array<std::string_view, 6> names{"open",     "claimed", "snoozed",
                                                    "excluded", "done",    "not_on_list"};
    return names[static_cast<std::size_t>(state)];
}

audit::AuditEvent audit_event(const Asker& asker, Instant at, std::string action,
                              std::string subject, std::string detail) {
    return {at,
            asker.username,
            asker.role,
            asker.organisation,
            "direct care",
            std::move(action),
            std::move(subject),
            std::move(detail)};
}

Result<std::unique_ptr<NetworkState>> NetworkState::open(Parts parts) {
    std::unique_ptr<NetworkState> state(new NetworkState(std::move(parts)));
    TRY(state->reload());
    return state;
}

Result<void> NetworkState::reload() {
    const std::lock_guard change(changes_);
    TRY_ASSIGN(auto image, persistence::PopulationImage::open(parts_.directory));
    return evaluate(std::move(image));
}

Result<void> NetworkState::evaluate(std::shared_ptr<const persistence::PopulationImage> image) {
    TRY_ASSIGN(const auto plan,
               services::RulePlan::bind(parts_.pack, image->concepts(), image->texts()));
    const auto practices = persistence::practice_records(*image);
    services::RunRequest request;
    request.as_at = parts_.as_at.value_or(io::today_in_london());
    request.records_hash = image->content_hash();
    request.threads = parts_.threads;
    auto run = services::EvaluationRun::evaluate(plan, practices, request);
    TRY_ASSIGN(auto overview, insight::overview_of(run, practices, parts_.figures));
    TRY_ASSIGN(const auto connection, parts_.database.lease());
    TRY_ASSIGN(auto actions, persistence::current_actions(*connection));
    persistence::People people(*connection);
    TRY_ASSIGN(auto ranks, people.name_order());
    const std::unique_lock lock(mutex_);
    image_ = std::move(image);
    run_.emplace(std::move(run));
    overview_ = std::move(overview);
    actions_ = std::move(actions);
    name_ranks_ = std::move(ranks);
    evaluated_at_ = io::now();
    return {};
}

std::optional<std::size_t> NetworkState::View::worklist(std::string_view id) const {
    const auto& lists = pack().worklists();
    for (std::size_t i = 0; i < lists.size(); ++i) {
        if (lists[i].id == id) return i;
    }
    return std::nullopt;
}

// A completed review leaves the list because its entry is in the record. Where the rules still list
// the person (another reason, an entry dated later than the run), done stands for thirty days.
ItemState NetworkState::View::state_of(const services::WorklistRow* row,
                                       const WorklistAction* action) const {
    const ItemState plain = row != nullptr ? ItemState::open : ItemState::not_on_list;
    if (action == nullptr) return plain;
    const std::string today = as_at().to_string();
    switch (action->kind) {
        case ActionKind::claim:
            return row != nullptr ? ItemState::claimed : plain;
        case ActionKind::release:
            return plain;
        case ActionKind::snooze:
            return row != nullptr && action->until >= today ? ItemState::snoozed : plain;
        case ActionKind::exclude:
            return ItemState::excluded;
        case ActionKind::outcome:
            break;
    }
    if (action->effect == "excludes") return action->until >= today ? ItemState::excluded : plain;
    if (action->effect == "keeps_open" && row != nullptr) return plain;
    const bool recent = action->at.utc_date().plus_days(30) >= as_at();
    return row == nullptr || recent ? ItemState::done : plain;
}

Item NetworkState::View::item(std::size_t worklist, records::PersonId person) const {
    Item item;
    item.person = person;
    item.row = run().row(worklist, person);
    const auto found = state_.actions_.find({pack().worklists()[worklist].id, person});
    item.action = found == state_.actions_.end() ? nullptr : &found->second;
    item.state = state_of(item.row, item.action);
    if (item.row != nullptr)
        item.practice = item.row->practice;
    else if (const auto position = image().position_of(person))
        item.practice = position->practice;
    return item;
}

std::vector<Item> NetworkState::View::items(std::size_t worklist, const Reach& reach) const {
    std::vector<Item> items;
    const auto rows = run().rows(worklist);
    items.reserve(rows.size());
    for (const services::WorklistRow& row : rows) {
        if (reach.may(Want::work_lists, row.practice)) items.push_back(item(worklist, row.person));
    }
    // People whose item is done or excluded and who are not on the list any more.
    const std::string& id = pack().worklists()[worklist].id;
    for (auto at = state_.actions_.lower_bound({id, 0});
         at != state_.actions_.end() && at->first.first == id; ++at) {
        if (run().row(worklist, at->first.second) != nullptr) continue;
        const Item other = item(worklist, at->first.second);
        if (other.state != ItemState::not_on_list && image().position_of(other.person) &&
            reach.may(Want::work_lists, other.practice)) {
            items.push_back(other);
        }
    }
    return items;
}

ItemCounts NetworkState::View::count(std::size_t worklist, const Reach& reach) const {
    ItemCounts counts;
    for (const Item& item : items(worklist, reach)) {
        switch (item.state) {
            case ItemState::claimed:
                ++counts.claimed;
                if (item.action->username == reach.asker().username) ++counts.mine;
                ++counts.open;
                break;
            case ItemState::open:
                ++counts.open;
                break;
            case ItemState::snoozed:
                ++counts.snoozed;
                break;
            case ItemState::excluded:
                ++counts.excluded;
                break;
            case ItemState::done:
                ++counts.done;
                break;
            case ItemState::not_on_list:
                break;
        }
    }
    return counts;
}

std::uint32_t NetworkState::View::name_rank(records::PersonId person) const {
    const auto found = state_.name_ranks_.find(person);
    return found == state_.name_ranks_.end() ? ~std::uint32_t{0} : found->second;
}

Result<persistence::PopulationImage::Position> NetworkState::View::position(
    records::PersonId person, const Reach& reach, Want want) const {
    const auto position = image().position_of(person);
    if (!position || !reach.may(want, position->practice)) {
        return failure({ErrorKind::not_found, "There is no such patient among those you may see.",
                        "patient", "Find the patient again by NHS number or name."});
    }
    return *position;
}

Result<void> NetworkState::check_allowed(const View& view, const Reach& reach,
                                         const ActionRequest& request) const {
    const Asker& asker = reach.asker();
    const auto list = view.worklist(request.worklist);
    if (!list)
        return failure({ErrorKind::not_found, "There is no such worklist.", "worklist",
                        "Choose one of your lists."});
    const auto& definition = view.pack().worklists()[*list];
    if (std::find(definition.roles.begin(), definition.roles.end(), asker.role) ==
        definition.roles.end()) {
        return failure({ErrorKind::forbidden, "Your role does not work this list.", "worklist",
                        "Choose one of your lists."});
    }
    TRY(view.position(request.person, reach, Want::work_lists));
    const Item item = view.item(*list, request.person);
    if (item.state == ItemState::not_on_list) {
        return failure({ErrorKind::conflict, "This person is not on the list any more.", "worklist",
                        "Reload the list."});
    }
    if (item.state == ItemState::claimed && item.action->username != asker.username) {
        return failure({ErrorKind::conflict,
                        fmt::format("{} has claimed this row.", item.action->display_name),
                        "worklist", "Talk to them, or choose another row."});
    }
    if (item.state == ItemState::done) {
        return failure({ErrorKind::conflict, "This row is done already.", "worklist",
                        "Undo that first if it was a mistake."});
    }
    const auto is_choice = [&](const std::vector<services::ReasonChoice>& choices) {
        return std::any_of(choices.begin(), choices.end(),
                           [&](const auto& choice) { return choice.id == request.reason; });
    };
    if (request.kind == ActionKind::snooze) {
        const auto until = Date::parse(request.until);
        if (!until || *until <= view.as_at()) {
            return failure({ErrorKind::invalid, "A snooze ends on a later day.", "until",
                            "Give a date after today."});
        }
        if (!is_choice(definition.snooze_reasons))
            return failure({ErrorKind::invalid, "This is no reason to snooze.", "reason",
                            "Choose one of the list."});
        for (const auto& choice : definition.snooze_reasons) {
            if (choice.id == request.reason && choice.days_max &&
                until->days() - view.as_at().days() > *choice.days_max) {
                return failure({ErrorKind::invalid,
                                fmt::format("For this reason a snooze lasts {} days at most.",
                                            *choice.days_max),
                                "until", "Give an earlier date."});
            }
        }
    }
    if (request.kind == ActionKind::exclude && !is_choice(definition.exclusion_reasons)) {
        return failure({ErrorKind::invalid, "This is no reason to exclude.", "reason",
                        "Choose one of the list."});
    }
    return {};
}

Result<void> NetworkState::show_changed_record(records::PersonId person,
                                               std::vector<std::byte> record) {
    auto changed = image_->with_record(person, std::move(record));
    if (!changed) return failure(std::move(changed.error()));
    const auto position = (*changed)->position_of(person);
    TRY(run_->reevaluate(position->practice, (*changed)->at(*position)));
    image_ = std::move(*changed);
    return {};
}

Result<WorklistAction> NetworkState::act(const Reach& reach, const ActionRequest& request,
                                         Instant now) {
    const std::lock_guard change(changes_);
    const Asker& asker = reach.asker();
    std::vector<services::OutcomeEntry> recorded;
    std::vector<persistence::NetworkEntry> entries;  // borrow their codes from `recorded`
    WorklistAction action;
    {
        const View view = read();
        TRY(check_allowed(view, reach, request));
        if (request.outcome) {
            const auto& definition = view.pack().worklists()[*view.worklist(request.worklist)];
            TRY_ASSIGN(recorded, services::entries_of(definition, *request.outcome, view.as_at()));
            for (const services::OutcomeEntry& e : recorded) {
                entries.push_back({e.type,
                                   e.status,
                                   {e.system, e.code, e.term},
                                   e.when,
                                   e.has_value,
                                   e.value.units(),
                                   e.unit,
                                   e.recorded_by_role,
                                   e.note});
            }
            const services::OutcomeOption* option = definition.outcome(request.outcome->outcome);
            action.reason = option->id;
            action.effect = option->effect == services::OutcomeEffect::completes    ? "completes"
                            : option->effect == services::OutcomeEffect::keeps_open ? "keeps_open"
                                                                                    : "excludes";
            if (option->exclude_months > 0)
                action.until =
                    request.outcome->done_on.plus_months(option->exclude_months).to_string();
        } else {
            action.reason = request.reason;
            action.until = request.until;
        }
    }
    action.id = auth::random_id();
    action.worklist = request.worklist;
    action.person = request.person;
    action.kind = request.kind;
    action.username = asker.username;
    action.display_name = asker.display_name;
    action.at = now;
    action.note = request.note;
    TRY_ASSIGN(const auto connection, parts_.database.lease());
    TRY_ASSIGN(auto transaction, database::Transaction::begin(*connection));
    std::optional<persistence::ChangedRecord> changed;
    if (!entries.empty()) {
        TRY_ASSIGN(changed, persistence::append_network_entries(*connection, parts_.directory,
                                                                request.person, entries, now));
        action.entry_keys = changed->keys;
    }
    TRY_ASSIGN(action, persistence::add_action(*connection, std::move(action)));
    TRY(persistence::append_audit(
        *connection,
        audit_event(asker, now, fmt::format("worklist.{}", persistence::to_text(action.kind)),
                    fmt::format("{}", request.person), request.worklist)));
    TRY(transaction.commit());
    return show(action, std::move(changed));
}

Result<WorklistAction> NetworkState::show(const WorklistAction& action,
                                          std::optional<persistence::ChangedRecord> changed) {
    if (changed && !fits_dictionary(changed->record)) {
        TRY_ASSIGN(auto image, persistence::PopulationImage::open(parts_.directory));
        TRY(evaluate(std::move(image)));
        return action;
    }
    const std::unique_lock lock(mutex_);
    if (changed) TRY(show_changed_record(action.person, std::move(changed->record)));
    actions_.insert_or_assign({action.worklist, action.person}, action);
    return action;
}

// An outcome may bring a code or text that the image in memory has not read yet.
bool NetworkState::fits_dictionary(const std::vector<std::byte>& bytes) const {
    const records::PatientRecord record(bytes);
    const auto concepts = image_->concepts().size();
    const auto texts = image_->texts().size();
    for (const records::Entry& entry : record.entries()) {
        if (entry.code >= concepts || entry.unit >= texts) return false;
    }
    for (const records::Element& element : record.elements()) {
        if (element.kind == records::ValueKind::text &&
            static_cast<std::size_t>(element.value) >= texts)
            return false;
        if (element.kind == records::ValueKind::code &&
            static_cast<std::size_t>(element.value) >= concepts)
            return false;
    }
    return true;
}

Result<WorklistAction> NetworkState::undo(const Reach& reach, std::string_view id, Instant now) {
    const std::lock_guard change(changes_);
    const Asker& asker = reach.asker();
    TRY_ASSIGN(const auto connection, parts_.database.lease());
    TRY_ASSIGN(const auto action, persistence::find_action(*connection, id));
    // What one did may not be touched any more when the practice's data is out of reach.
    if (!action || action->username != asker.username ||
        !read().position(action->person, reach, Want::work_lists)) {
        return failure({ErrorKind::not_found, "There is no such action of yours.", "action",
                        "Reload the list."});
    }
    if (action->at.plus_seconds(undo_seconds) < now) {
        return failure({ErrorKind::conflict, "The time to undo this is over.", "action",
                        "Record the opposite instead."});
    }
    TRY_ASSIGN(auto transaction, database::Transaction::begin(*connection));
    TRY(persistence::undo_action(*connection, id));
    std::optional<persistence::ChangedRecord> changed;
    if (!action->entry_keys.empty()) {
        TRY_ASSIGN(changed, persistence::remove_network_entries(
                                *connection, parts_.directory, action->person, action->entry_keys));
    }
    TRY_ASSIGN(const auto before,
               persistence::current_action(*connection, action->worklist, action->person));
    TRY(persistence::append_audit(
        *connection, audit_event(asker, now, "worklist.undo", fmt::format("{}", action->person),
                                 action->worklist)));
    TRY(transaction.commit());
    const std::unique_lock lock(mutex_);
    if (changed) TRY(show_changed_record(action->person, std::move(changed->record)));
    if (before)
        actions_.insert_or_assign({action->worklist, action->person}, *before);
    else
        actions_.erase({action->worklist, action->person});
    return *action;
}

}  // namespace openpcn::api
