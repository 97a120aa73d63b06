// Random requests: whatever is asked for, what the preview says is what the register shows once it
// is approved.
#include <gmock/gmock.h>

#include <random>

#include "api/test_network_changes.h"
#include "persistence/networks.h"

namespace openpcn::api {
namespace {

// One random request over the four networks; none where the kind does not fit any more.
class Guessing {
public:
    explicit Guessing(unsigned seed) : random_(seed) {}
    std::size_t below(std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
    }
    template <typename T>
    T take(std::vector<T>& from) {
        const auto at = from.begin() + static_cast<std::ptrdiff_t>(below(from.size()));
        T taken = *at;
        from.erase(at);
        return taken;
    }

private:
    std::mt19937 random_;
};

class RandomNetworkChanges : public NetworkChanges {
protected:
    RandomNetworkChanges() { load_areas(); }

    // Some of the small areas.
    static json random_area(Guessing& guessing) {
        json codes = json::array();
        const auto first = guessing.below(16);
        const auto end = first + 1 + guessing.below(16 - first);
        for (auto i = first; i < end; ++i) codes.push_back(small_area(static_cast<int>(i)));
        return {{"small_areas", codes}};
    }
    void expect_area_as_previewed(const json& area, const json& on_day) {
        const std::string code = area["code"];
        const auto& rows = on_day["areas"];
        const auto found =
            std::ranges::find_if(rows, [&](const json& row) { return row["code"] == code; });
        ASSERT_EQ(found != rows.end(), area["known"].get<bool>()) << code;
        if (found == rows.end()) return;
        EXPECT_NEAR((*found)["square_km"], area["square_km"], 0.02) << code;
        const bool overlaps = std::ranges::any_of(on_day["overlaps"], [&](const json& one) {
            return one["first"] == code || one["second"] == code;
        });
        for (const auto& finding : area["findings"]) {
            const std::string outcome = finding["outcome"];
            if (finding["rule"] == "overlap") {
                EXPECT_EQ(outcome == "not_met", overlaps) << code;
            }
            if (finding["rule"] == "contiguous") {
                EXPECT_EQ(outcome == "met", (*found)["parts"].size() == 1) << code;
            }
            if (finding["rule"] == "sites_inside") {
                EXPECT_EQ(
                    outcome == "to_explain",
                    std::ranges::any_of(on_day["sites_outside"],
                                        [&](const json& site) { return site["network"] == code; }))
                    << code;
            }
        }
    }
    void expect_areas_as_previewed(const json& seen) {
        const auto on_day = areas_on(day_);
        for (const auto& area : seen["areas"]) expect_area_as_previewed(area, on_day);
    }

    std::vector<std::string> open_networks() {
        std::vector<std::string> codes;
        for (const auto& [code, network] : on(day_).networks())
            if (network.is_open && !network.members.empty()) codes.push_back(code.text());
        return codes;
    }
    std::vector<std::string> members_of(const std::string& network) {
        std::vector<std::string> codes;
        for (const auto& code : on(day_).networks().at(OdsCode::parse(network).value()).members)
            codes.push_back(code.text());
        return codes;
    }
    std::vector<std::string> free_practices() {
        std::vector<std::string> codes;
        for (const auto& [code, practice] : on(day_).practices())
            if (practice.standing == organisations::Standing::unallocated)
                codes.push_back(code.text());
        return codes;
    }
    json base(const std::string& kind) {
        json made = request(kind);
        made["takes_effect"] = day_.to_string();
        made["evidence"]["notice_given_on"] = today_.to_string();
        made["evidence"]["agreed_by"] = json::array();
        return made;
    }
    void let_agree(json& made, const std::vector<std::string>& practices) {
        for (const auto& one : practices) made["evidence"]["agreed_by"].push_back(agreed(one));
    }
    std::string new_code() { return "U2000" + std::to_string(next_code_++); }

    std::optional<json> guess(Guessing& guessing, const std::string& own) {
        auto members = members_of(own);
        auto free = free_practices();
        switch (guessing.below(6)) {
            case 0: {
                if (free.empty()) return std::nullopt;
                json made = base("practice_joins");
                made["practice"] = guessing.take(free);
                let_agree(made, {made["practice"]});
                return made;
            }
            case 1: {
                if (members.size() < 2) return std::nullopt;
                json made = base("practice_leaves");
                made["practice"] = guessing.take(members);
                return made;
            }
            case 2: {
                if (members.size() < 2) return std::nullopt;
                json made = base("practices_merge");
                const std::string first = guessing.take(members);
                made["practices"] = {first, guessing.take(members)};
                const bool is_new = guessing.below(3) == 0;
                made["successor"] = {
                    {"code", is_new ? "Y0" + std::to_string(1000 + next_code_++) : first}};
                let_agree(made, made["practices"]);
                return made;
            }
            case 3: {
                auto others = open_networks();
                std::erase(others, own);
                if (others.empty()) return std::nullopt;
                json made = base("networks_merge");
                const std::string other = guessing.take(others);
                made["networks"] = {other};
                const std::string codes[] = {own, other, new_code()};
                made["new_networks"] = {{{"name", "Merged"}, {"code", codes[guessing.below(3)]}}};
                let_agree(made, members);
                let_agree(made, members_of(other));
                return made;
            }
            case 4: {
                json made = base("new_area");
                made["area"] = random_area(guessing);
                return made;
            }
            default: {
                if (members.size() < 2) return std::nullopt;
                json made = base("network_splits");
                let_agree(made, members);
                json parts = json::array();
                const bool goes_on = guessing.below(2) == 0;
                parts.push_back({{"name", "One"},
                                 {"code", goes_on ? own : new_code()},
                                 {"practices", {guessing.take(members)}}});
                parts.push_back({{"name", "Two"}, {"code", new_code()}, {"practices", members}});
                for (json& part : parts)
                    if (guessing.below(3) > 0) part["area"] = random_area(guessing);
                made["new_networks"] = parts;
                return made;
            }
        }
    }

    Date day_ = effect_;
    int next_code_ = 0;
};

// What matters most: whatever is asked for, what the preview says of the day is what the register
// shows of it once the request is approved, and the eve stays as it was.
TEST_F(RandomNetworkChanges, ShowAsPreviewedOnceApproved) {
    std::map<std::string, int> approved;
    for (unsigned seed = 1; seed <= 80; ++seed) {
        SCOPED_TRACE(seed);
        Guessing guessing(seed);
        // Every other request is of a day before those that were approved.
        day_ = effect_.plus_days(static_cast<int>(seed));
        auto networks = open_networks();
        ASSERT_FALSE(networks.empty());
        const std::string own = guessing.take(networks);
        const auto request = guess(guessing, own);
        if (!request) continue;
        const auto row = [&]() -> std::string {
            const auto connection = network_.parts().database.lease().value();
            const auto found =
                persistence::find_network_by_code(*connection, OdsCode::parse(own).value()).value();
            return found ? found->id : "";
        }();
        const std::string id = row.empty() ? take_in(own) : row;
        auto made = begin(id, *request, own);
        send(made, 200, own);
        const auto seen = preview(made);
        const auto patients = on(day_).totals().registered_patients;
        const auto eve = areas_on(day_.plus_days(-1));
        approve(made, seen);
        expect_as_previewed(seen);
        expect_areas_as_previewed(seen);
        EXPECT_EQ(areas_on(day_.plus_days(-1)), eve) << "the eve stays as it was";
        EXPECT_EQ(on(day_).totals().registered_patients, patients) << request->dump();
        ++approved[(*request)["kind"]];
        if (HasFailure()) FAIL() << request->dump(2) << seen.dump(2);
    }
    EXPECT_EQ(approved.size(), 6U) << "every kind was approved at least once";
}

}  // namespace
}  // namespace openpcn::api
