// One person's full explanation: the clauses and their values, the CQL text with its marks, the
// entries that decided, and what would make a "no" a "yes". For people drawn from a synthetic
// network of 45,000, of every definition of the content; on one thread.
//
// Prints median, 95th and 99th percentile and maximum. Each answer is checked against evaluation.
// OPENPCN_EXPLAINED_PEOPLE sets how many people are asked about, OPENPCN_EXPLAINED_DEFINITION one
// definition by its full name in place of all. OPENPCN_EXPLAINED_TO names a file that takes every
// explanation as JSON, a line each, so that two builds can be compared.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <random>

#include "base/invariant.h"
#include "platform/io/file.h"
#include "population/synthetic/network_records.h"
#include "services/explanation.h"
#include "services/person_evaluator.h"
#include "services/rule_plan_parts.h"

namespace {

using namespace openpcn;
namespace fs = std::filesystem;

constexpr std::size_t people_default = 60;

std::shared_ptr<const services::ContentPack> content() {
    std::vector<services::ContentFile> files;
    for (const auto& entry : fs::recursive_directory_iterator("content")) {
        if (!entry.is_regular_file()) continue;
        auto text = io::read_file(entry.path());
        INVARIANT(text.has_value());
        files.push_back({fs::relative(entry.path(), "content").generic_string(), *text});
    }
    return std::make_shared<const services::ContentPack>(
        std::move(services::ContentPack::build(std::move(files)).value()));
}

// Of this thread, so that neighbours on the machine are not counted.
double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Taken {
    double milliseconds;
    std::string what;
};

double at_share(const std::vector<Taken>& sorted, double share) {
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))]
        .milliseconds;
}

void report(std::string_view name, std::vector<Taken> taken) {
    std::sort(taken.begin(), taken.end(),
              [](const Taken& a, const Taken& b) { return a.milliseconds < b.milliseconds; });
    fmt::print(
        "{}: {} explanations, p50 {:.2f} ms, p95 {:.2f} ms, p99 {:.2f} ms, most {:.2f} ms "
        "({})\n",
        name, taken.size(), at_share(taken, 0.5), at_share(taken, 0.95), at_share(taken, 0.99),
        taken.back().milliseconds, taken.back().what);
}

}  // namespace

int main() {
    const auto table = io::read_file("content/concept_maps/medicines.csv");
    INVARIANT(table.has_value());
    const auto medicines = synthetic::MedicineCatalogue::create(*table);
    const Date as_at = *Date::from_ymd(2026, 11, 1);
    const auto network = synthetic::plan_network({1, 45'000, 8, as_at, 0});
    const synthetic::NetworkRecords records(*network, *medicines);
    const auto plan =
        services::RulePlan::bind(content(), records.concepts(), records.texts()).value();

    std::vector<records::PatientRecord> people;
    std::vector<std::string> practices;
    for (const auto& practice : records.practices()) {
        people.insert(people.end(), practice.people.begin(), practice.people.end());
        practices.push_back(practice.ods_code);
    }
    std::mt19937_64 random(1);
    std::shuffle(people.begin(), people.end(), random);
    const char* asked = std::getenv("OPENPCN_EXPLAINED_PEOPLE");
    const char* only = std::getenv("OPENPCN_EXPLAINED_DEFINITION");
    const std::size_t count = asked ? std::strtoull(asked, nullptr, 10) : people_default;

    const char* to = std::getenv("OPENPCN_EXPLAINED_TO");
    std::ofstream lines;
    if (to != nullptr) lines.open(to, std::ios::binary);
    INVARIANT(to == nullptr || lines.is_open());

    services::PersonEvaluator evaluator(*plan, as_at);
    std::vector<Taken> taken, of_yes, of_no;
    std::size_t cut_short = 0;  // not all ways of deciding were tried
    std::size_t with_changes = 0;
    for (std::size_t p = 0; p < count && p < people.size(); ++p) {
        INVARIANT(evaluator.start(people[p]).has_value());
        for (const cql::Definition& definition : plan->parts().plan->definitions) {
            const std::string name = definition.library + "." + definition.name;
            if (only != nullptr && name != only) continue;
            const double start = processor_seconds();
            const auto why = services::explain(*plan, name, people[p], as_at,
                                               {records.concepts(), records.texts(), practices});
            const double milliseconds = 1000 * (processor_seconds() - start);
            INVARIANT(why.has_value());
            if (to != nullptr) lines << services::to_json(*why) << '\n';
            taken.push_back({milliseconds, fmt::format("{} of person {}", name, p)});
            if (const auto index = plan->find(name); index && definition.is_public)
                INVARIANT(why->answer == evaluator.answer(*index));
            if (!why->deciding_complete) ++cut_short;
            if (!why->changes.empty()) ++with_changes;
            if (!definition.is_boolean) continue;
            (why->answer == services::Answer::yes ? of_yes : of_no).push_back(taken.back());
        }
    }
    const auto is_long = [](const Taken& one) { return one.milliseconds > 20; };
    fmt::print("{} of {} took more than 20 ms; {} were cut short; {} propose changes\n",
               std::ranges::count_if(taken, is_long), taken.size(), cut_short, with_changes);
    report("all definitions", taken);
    report("answer yes", of_yes);
    report("answer no or unknown", of_no);
    return 0;
}
