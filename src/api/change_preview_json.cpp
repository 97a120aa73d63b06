#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "api/change_json.h"
#include "api/register_json.h"
#include "base/day_in_words.h"

namespace openpcn::api {
namespace {

using network_changes::AreaPreview;
using network_changes::CoverageSide;
using network_changes::DataAccess;
using network_changes::Hindrance;
using network_changes::MemberOfDay;
using network_changes::NetworkPreview;
using network_changes::NetworkSide;
using network_changes::Sentence;
using nlohmann::ordered_json;

// A code that stands in for one that is not given is shown as none.
class Writer {
public:
    explicit Writer(const ChangeMoment& moment) : moment_(moment) {}

    std::string code(const OdsCode& code) const {
        const auto& opened = preview().effects.opened;
        const auto found = std::ranges::find(opened, code, &network_changes::OpenedNetwork::code);
        return found == opened.end() || found->has_code ? code.text() : "";
    }
    const network_changes::RegisterPreview& preview() const { return moment_.facts.preview; }

    static ordered_json member(const MemberOfDay& one) {
        ordered_json row{{"code", one.code.text()}, {"name", one.name}};
        if (one.patients) row["registered_patients"] = *one.patients;
        return row;
    }
    static ordered_json side(const NetworkSide& side) {
        ordered_json members = ordered_json::array();
        for (const MemberOfDay& one : side.members) members.push_back(member(one));
        return {{"members", std::move(members)},
                {"registered_patients", side.size.patients},
                {"arithmetic", side.size.arithmetic},
                {"size", {{"outcome", name_of(side.size.outcome)}, {"needs", side.size.needs}}}};
    }
    static ordered_json texts(const std::vector<OdsCode>& codes) {
        ordered_json all = ordered_json::array();
        for (const OdsCode& one : codes) all.push_back(one.text());
        return all;
    }
    ordered_json networks() const {
        ordered_json rows = ordered_json::array();
        for (const NetworkPreview& one : preview().networks) {
            ordered_json row{{"code", code(one.code)}, {"name", one.name}};
            if (one.before) row["before"] = side(*one.before);
            if (one.after) row["after"] = side(*one.after);
            row["joined"] = texts(one.joined);
            row["left"] = texts(one.left);
            rows.push_back(std::move(row));
        }
        return rows;
    }
    static ordered_json coverage_side(const CoverageSide& side) {
        return {{"practices", side.practices}, {"practices_covered", side.practices_covered},
                {"patients", side.patients},   {"patients_covered", side.patients_covered},
                {"met", side.is_met},          {"arithmetic", side.arithmetic}};
    }
    ordered_json coverage() const {
        ordered_json left = ordered_json::array();
        for (const MemberOfDay& one : preview().left_out) left.push_back(member(one));
        return {{"commissioner", preview().commissioner.text()},
                {"commissioner_name", preview().commissioner_name},
                {"before", coverage_side(preview().coverage_before)},
                {"after", coverage_side(preview().coverage_after)},
                {"left_out", std::move(left)},
                {"left_out_patients", preview().left_out_patients}};
    }
    ordered_json in_two() const {
        const auto& view = moment_.on_day->view;
        ordered_json rows = ordered_json::array();
        for (const auto& one : preview().in_two)
            rows.push_back({{"network", one.other.text()},
                            {"practice", one.practice.text()},
                            {"what", fmt::format("{} is a member of {} on {}; a practice is in "
                                                 "one network at a time.",
                                                 network_changes::practice_name(view, one.practice),
                                                 network_changes::network_name(view, one.other),
                                                 day_in_words(preview().day))}});
        return rows;
    }
    ordered_json areas() const {
        ordered_json rows = ordered_json::array();
        for (const AreaPreview& area : moment_.facts.areas) {
            ordered_json findings = ordered_json::array();
            for (const auto& one : area.findings)
                findings.push_back({{"rule", name_of(one.rule)},
                                    {"outcome", name_of(one.outcome)},
                                    {"arithmetic", one.arithmetic},
                                    {"clause", one.clause}});
            ordered_json members = ordered_json::array();
            for (const auto& site : area.members)
                members.push_back({{"code", site.practice.text()},
                                   {"name", site.name},
                                   {"inside", !site.is_inside   ? "not_known"
                                              : *site.is_inside ? "inside"
                                                                : "outside"}});
            ordered_json row{{"code", code(area.network)},
                             {"name", area.name},
                             {"known", area.is_known},
                             {"altered", area.is_altered},
                             {"note", area.note}};
            if (area.is_known) row["square_km"] = std::round(area.square_km * 100) / 100;
            if (!area.lacks.empty()) row["lacks"] = area.lacks;
            row["findings"] = std::move(findings);
            row["members"] = std::move(members);
            rows.push_back(std::move(row));
        }
        return rows;
    }
    ordered_json sentences(const std::vector<Sentence>& all) const {
        ordered_json rows = ordered_json::array();
        for (const Sentence& one : all) {
            ordered_json row = ordered_json::object();
            if (one.network) row["network"] = code(*one.network);
            if (one.practice) row["practice"] = one.practice->text();
            row["what"] = one.what;
            rows.push_back(std::move(row));
        }
        return rows;
    }
    ordered_json data(const std::vector<DataAccess>& all) const {
        ordered_json rows = ordered_json::array();
        for (const DataAccess& one : all) {
            ordered_json row{{"discloser", one.discloser.text()}, {"receiver", code(one.receiver)}};
            if (!one.agreement.empty()) row["agreement"] = one.agreement;
            row["what"] = one.what;
            rows.push_back(std::move(row));
        }
        return rows;
    }
    ordered_json hindrances() const {
        ordered_json rows = ordered_json::array();
        for (const Hindrance& one : moment_.hindrances) {
            ordered_json row{{"id", one.id},
                             {"severity", name_of(one.severity)},
                             {"what", one.what},
                             {"remedy", one.remedy}};
            if (!one.clause.empty()) row["clause"] = one.clause;
            if (!one.source.empty()) row["source"] = one.source;
            rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    const ChangeMoment& moment_;
};

}  // namespace

ordered_json change_preview_json(const KeptChange& change, const ChangeMoment& moment) {
    const Writer writer(moment);
    const auto& papers = moment.papers;
    const auto& contract = *moment.contract.rules;
    return {
        {"day_before", moment.before->view.as_at().to_string()},
        {"day", moment.after->as_at().to_string()},
        {"title", title_of(change.file.request, change.row.name)},
        {"version", change.paper.version},
        {"notes", notes_of(*moment.after)},
        {"rules",
         {{"title", contract.title},
          {"assurance", contract.assurance},
          {"note", moment.contract.note},
          {"size_clause", contract.size.clause},
          {"size_source", contract.size.source},
          {"coverage_clause", contract.coverage.clause},
          {"coverage_source", contract.coverage.source}}},
        {"networks", writer.networks()},
        {"coverage", writer.coverage()},
        {"one_network", writer.in_two()},
        {"areas", writer.areas()},
        {"people",
         {{"gains_vote", writer.sentences(papers.gains_vote)},
          {"loses_vote", writer.sentences(papers.loses_vote)},
          {"posts", writer.sentences(papers.posts)},
          {"meetings", writer.sentences(papers.meetings)}}},
        {"agreement", writer.sentences(papers.agreement)},
        {"data",
         {{"gains", writer.data(papers.gains_data)}, {"loses", writer.data(papers.loses_data)}}},
        {"payee", writer.sentences(papers.payee)},
        {"teams", writer.sentences(papers.teams)},
        {"money",
         {{"kept", false},
          {"what",
           "Money is not kept here yet, so nothing is said of what each network and "
           "practice would be paid."}}},
        {"hindrances", writer.hindrances()}};
}

}  // namespace openpcn::api
