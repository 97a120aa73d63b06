// What the server knows of the network at this moment: records, the run of the rules over them, and
// what staff did about it. One place that is read by many and changed by one at a time.
//
// A change (an outcome, an undo, a load) is first committed in SQL with its audit entry, then shown
// here. After a restart the same state is read back from SQL.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>

#include "api/access_policy.h"
#include "insight/population_overview.h"
#include "persistence/data_directory.h"
#include "persistence/network_entries.h"
#include "persistence/people.h"
#include "persistence/population_image.h"
#include "persistence/worklist_actions.h"
#include "platform/audit/audit_chain.h"
#include "platform/database/database.h"
#include "services/content_pack.h"
#include "services/evaluation_run.h"
#include "services/outcome.h"

namespace openpcn::api {

enum class ItemState {
    open,
    claimed,
    snoozed,
    excluded,
    done,
    not_on_list
};
std::string_view to_text(ItemState state);

// A row of a list as it stands: what the rules say and what staff did.
struct Item {
    records::PersonId person = 0;
    records::PracticeIndex practice = 0;
    const services::WorklistRow* row = nullptr;  // null where the rules no longer list the person
    ItemState state = ItemState::open;
    const persistence::WorklistAction* action = nullptr;  // the newest; may be null
};

struct ItemCounts {
    std::size_t open = 0, mine = 0, claimed = 0, snoozed = 0, excluded = 0, done = 0;
};

struct ActionRequest {
    std::string worklist;
    records::PersonId person = 0;
    persistence::ActionKind kind = persistence::ActionKind::claim;
    std::string until;  // ISO date
    std::string reason;
    std::string note;
    std::optional<services::RecordedOutcome> outcome;
};

class NetworkState {
public:
    struct Parts {
        const persistence::DataDirectory& directory;
        database::Database& database;
        std::shared_ptr<const services::ContentPack> pack;
        insight::NationalFigures figures;
        std::optional<Date> as_at;  // none: today, each time the rules run
        unsigned threads = 2;
    };
    // Opens the images, compiles the rules and evaluates everybody.
    static Result<std::unique_ptr<NetworkState>> open(Parts parts);

    // A look at the state; hold it briefly, it keeps changes waiting.
    class View {
    public:
        explicit View(const NetworkState& state) : lock_(state.mutex_), state_(state) {}
        const persistence::PopulationImage& image() const { return *state_.image_; }
        // Outlives the look: for work that takes longer.
        std::shared_ptr<const persistence::PopulationImage> shared_image() const {
            return state_.image_;
        }
        std::shared_ptr<const services::ContentPack> shared_pack() const {
            return state_.parts_.pack;
        }
        const services::EvaluationRun& run() const { return *state_.run_; }
        const services::ContentPack& pack() const { return *state_.parts_.pack; }
        const insight::PopulationOverview& overview() const { return state_.overview_; }
        const insight::NationalFigures& figures() const { return state_.parts_.figures; }
        Date as_at() const { return state_.run_->as_at(); }
        Instant evaluated_at() const { return state_.evaluated_at_; }
        const persistence::Practice& practice(records::PracticeIndex index) const {
            return image().practices()[index];
        }
        // Index into pack().worklists(), or nothing.
        std::optional<std::size_t> worklist(std::string_view id) const;
        Item item(std::size_t worklist, records::PersonId person) const;
        // All rows of a list that this asker may see, the rules' order first, then those done.
        std::vector<Item> items(std::size_t worklist, const Reach& reach) const;
        ItemCounts count(std::size_t worklist, const Reach& reach) const;
        std::uint32_t name_rank(records::PersonId person) const;
        // `not_found` both for nobody and for somebody of whom the asker may not have this: no
        // telling apart.
        Result<persistence::PopulationImage::Position> position(records::PersonId person,
                                                                const Reach& reach,
                                                                Want want) const;

    private:
        ItemState state_of(const services::WorklistRow* row,
                           const persistence::WorklistAction* action) const;
        std::shared_lock<std::shared_mutex> lock_;
        const NetworkState& state_;
    };
    View read() const { return View(*this); }

    // Commits the action and shows it. `conflict` where somebody else has the row or it is not in a
    // state for that.
    Result<persistence::WorklistAction> act(const Reach& reach, const ActionRequest& request,
                                            Instant now);
    Result<persistence::WorklistAction> undo(const Reach& reach, std::string_view action,
                                             Instant now);
    static constexpr int undo_seconds = 15 * 60;

    // After a load: images and run anew.
    Result<void> reload();

private:
    explicit NetworkState(Parts parts) : parts_(std::move(parts)) {}
    Result<void> evaluate(std::shared_ptr<const persistence::PopulationImage> image);
    Result<void> check_allowed(const View& view, const Reach& reach,
                               const ActionRequest& request) const;
    Result<persistence::WorklistAction> show(const persistence::WorklistAction& action,
                                             std::optional<persistence::ChangedRecord> changed);
    bool fits_dictionary(const std::vector<std::byte>& record) const;
    Result<void> show_changed_record(records::PersonId person, std::vector<std::byte> record);

    Parts parts_;
    mutable std::shared_mutex mutex_;  // guards what follows
    std::shared_ptr<const persistence::PopulationImage> image_;
    std::optional<services::EvaluationRun> run_;
    persistence::ActionsByRow actions_;
    insight::PopulationOverview overview_;
    std::unordered_map<records::PersonId, std::uint32_t> name_ranks_;
    Instant evaluated_at_;
    std::mutex changes_;  // one change at a time, held while SQL commits
};

audit::AuditEvent audit_event(const Asker& asker, Instant at, std::string action,
                              std::string subject, std::string detail);

}  // namespace openpcn::api
