// What evaluation costs as a network grows: single clauses and the whole content over synthetic
// networks of several sizes, on all cores, beside reading the same records' bytes once.
//
// Prints a Markdown table: people per second, and the records' bytes per second as a share of what
// reading them alone gives. The count of each clause is checked against a plain loop over the
// entries. OPENPCN_PEOPLE names the sizes: "10000 100000 1000000"; a million needs 12 GB.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <list>
#include <numeric>
#include <sstream>
#include <thread>

#include "base/grouped_number.h"
#include "population/cql/compile.h"
#include "population/cql/population_count.h"
#include "services/evaluation_run.h"
#include "synthetic_people.h"

namespace {

using namespace openpcn;
using records::PatientRecord;
using records::ResourceType;

constexpr std::string_view library = R"(library Clauses
using FHIR version '4.0.1'
codesystem "SCT": 'http://snomed.info/sct'
code "Hypertension": '38341003' from "SCT"
code "BMI": '60621009' from "SCT"
context Patient
define "Code": exists [Condition: "Hypertension"]
define "Age": AgeInYears() in Interval[40, 74]
define "Code and date":
  exists ([Condition: "Hypertension"] C where C.onset as dateTime on or after day of @2020-11-01)
define "Code, date and value":
  exists ([Observation: "BMI"] O
    where O.effective as dateTime on or after day of @2020-11-01
      and O.value as Quantity >= 30 'kg/m2')
)";
constexpr std::int64_t bmi_min = 30 * 100'000'000LL;

class Network {
public:
    // The generator makes up to 850,000 people; beyond, everybody is there several times, each
    // time in memory of their own.
    explicit Network(int people)
        : records_(bench::make_network(people / times(people))), times_(times(people)) {
        for (int time = 0; time < times_; ++time) add_everybody(time);
        auto bound =
            services::RulePlan::bind(bench::content_pack(), records_.concepts(), records_.texts());
        INVARIANT(bound.has_value());
        rules_ = std::move(*bound);
        const std::vector<cql::LibrarySource> sources{{"clauses.cql", std::string(library)}};
        const auto made = cql::compile({sources, value_sets_, maps_, concepts_, texts_, {}});
        for (const auto& error : made.errors) fmt::print(stderr, "{}", error.render());
        INVARIANT(made.plan != nullptr);
        clauses_ = made.plan;
    }

    std::size_t people() const { return everybody_.size(); }
    std::size_t entries() const {
        return records_.entry_count() * static_cast<std::size_t>(times_);
    }
    std::size_t clauses() const { return clauses_->definitions.size(); }
    const std::string& clause(std::size_t index) const { return clauses_->definitions[index].name; }

    std::size_t count(std::size_t clause) const {
        const std::size_t definitions[] = {clause};
        cql::EvaluationSettings settings;
        settings.as_at = bench::as_at();
        return cql::count_people(*clauses_, concepts_, texts_, everybody_,
                                 {definitions, settings, threads()})[0]
            .yes;
    }

    // The same, without the evaluator.
    std::size_t counted_by_hand(std::size_t clause) const {
        const auto hypertension = *concepts_.find(code_system::snomed, "38341003");
        const auto bmi = *concepts_.find(code_system::snomed, "60621009");
        const auto first = PartialDateTime::from_date(*Date::parse("2020-11-01"));
        const auto is_recent = [&](const PartialDateTime& when) {
            return when.has_value() &&
                   (when.local_ms() > first.local_ms() ||
                    (when.local_ms() == first.local_ms() && when.precision() >= first.precision()));
        };
        const auto holds = [&](const PatientRecord& person) {
            const auto any = [&](ResourceType type, auto test) {
                return std::ranges::any_of(person.entries(type), test);
            };
            switch (clause) {
                case 0:
                    return any(ResourceType::condition,
                               [&](const auto& entry) { return entry.code == hypertension; });
                case 1: {
                    const Date born = person.header().birth.date();
                    const Date today = bench::as_at();
                    const auto day_of_year = [](Date day) {
                        return std::pair(day.month(), day.day());
                    };
                    const int years = today.year() - born.year() -
                                      (day_of_year(today) < day_of_year(born) ? 1 : 0);
                    return years >= 40 && years <= 74;
                }
                case 2:
                    return any(ResourceType::condition, [&](const auto& entry) {
                        return entry.code == hypertension && is_recent(entry.when);
                    });
                default:
                    return any(ResourceType::observation, [&](const auto& entry) {
                        return entry.code == bmi && is_recent(entry.when) && entry.value >= bmi_min;
                    });
            }
        };
        return static_cast<std::size_t>(std::ranges::count_if(everybody_, holds));
    }

    void whole_content() const {
        services::RunRequest request;
        request.as_at = bench::as_at();
        request.threads = threads();
        const auto run = services::EvaluationRun::evaluate(rules_, practices_, request);
        INVARIANT(run.errors().empty());
    }

    // Every byte of the records, once.
    void read() const {
        std::vector<std::uint64_t> sums(threads());
        std::vector<std::jthread> readers;
        for (std::size_t t = 0; t < sums.size(); ++t) {
            readers.emplace_back([&, t] {
                for (std::size_t p = t; p < bytes_.size(); p += sums.size()) {
                    const auto* words = reinterpret_cast<const std::uint64_t*>(bytes_[p].data());
                    sums[t] = std::accumulate(words, words + bytes_[p].size() / 8, sums[t]);
                }
            });
        }
        readers.clear();
        INVARIANT(std::accumulate(sums.begin(), sums.end(), std::uint64_t{0}) != 0);
    }

private:
    static int times(int people) { return people > 850'000 ? people / 500'000 : 1; }

    void add_everybody(int time) {
        for (const auto& practice : records_.practices()) {
            std::span<const std::byte> bytes = practice.bytes;
            std::vector<PatientRecord> people = practice.people;
            if (time > 0) {
                bytes = copies_.emplace_back(practice.bytes);
                for (PatientRecord& person : people)
                    person = PatientRecord(bytes.subspan(
                        static_cast<std::size_t>(person.bytes().data() - practice.bytes.data()),
                        person.bytes().size()));
            }
            bytes_.push_back(bytes);
            everybody_.insert(everybody_.end(), people.begin(), people.end());
            practices_.push_back({practice.ods_code, std::move(people)});
        }
    }

    template <typename Owned>
    static std::shared_ptr<const Owned> borrowed(const Owned& owned) {
        return {std::shared_ptr<void>(), &owned};
    }
    static unsigned threads() { return std::max(1u, std::thread::hardware_concurrency()); }

    synthetic::NetworkRecords records_;
    int times_;
    std::list<std::vector<std::byte>> copies_;
    std::vector<std::span<const std::byte>> bytes_;  // of each practice
    std::vector<services::PracticeRecords> practices_;
    std::vector<PatientRecord> everybody_;
    std::shared_ptr<const services::RulePlan> rules_;
    ConceptDictionary concepts_ = ConceptDictionary::over(borrowed(records_.concepts()));
    TextPool texts_ = TextPool::over(borrowed(records_.texts()));
    const ValueSets value_sets_;
    const ConceptMaps maps_;
    std::shared_ptr<const cql::Plan> clauses_;
};

std::int64_t whole(double number) { return static_cast<std::int64_t>(number + 0.5); }

// The median of five.
double seconds_of(const auto& work) {
    std::vector<double> taken;
    for (int i = 0; i < 5; ++i) {
        const auto begun = std::chrono::steady_clock::now();
        work();
        taken.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
    }
    std::ranges::sort(taken);
    return taken[taken.size() / 2];
}

void measure(int size) {
    const Network network(size);
    const auto people = static_cast<double>(network.people());
    const double reading = seconds_of([&] { network.read(); });
    const auto row = [&](std::string_view what, double seconds) {
        const auto entries = static_cast<double>(network.entries());
        fmt::print("| {} | {} | {} | {:.1f} ms | {} | {:.2f} | {:.1f} % |\n",
                   grouped(whole(people)), grouped(whole(entries)), what, seconds * 1e3,
                   grouped(whole(people / seconds)), 1e9 * seconds / entries,
                   100 * reading / seconds);
        std::fflush(stdout);
    };
    row("reading every byte", reading);
    for (std::size_t clause = 0; clause < network.clauses(); ++clause) {
        std::size_t found = 0;
        row(network.clause(clause), seconds_of([&] { found = network.count(clause); }));
        INVARIANT(found == network.counted_by_hand(clause));
    }
    row("whole content", seconds_of([&] { network.whole_content(); }));
}

}  // namespace

int main() {
    const char* named = std::getenv("OPENPCN_PEOPLE");
    std::istringstream sizes(named != nullptr ? named : "10000 50000");
    fmt::print("| people | entries | what | time | people/s | ns an entry | of reading |\n");
    fmt::print("|---|---|---|---|---|---|---|\n");
    for (int size = 0; sizes >> size;) measure(size);
}
