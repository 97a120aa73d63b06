// Evaluating the whole content over a synthetic network of 45,000 people held in memory: every
// definition of every service for everybody, on one thread.
//
// The records are made straight from the generator, without import or disk, so the figure is of
// evaluation alone. With OPENPCN_BENCH_COUNTS set, the count of every definition is printed too.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/invariant.h"
#include "platform/io/file.h"
#include "population/records/record_encoder.h"
#include "population/synthetic/extract.h"
#include "population/synthetic/words.h"
#include "services/evaluation_run.h"

namespace {

using namespace openpcn;
using records::ElementPath;
using records::ResourceType;
using records::Status;
namespace fs = std::filesystem;

constexpr std::string_view act_code = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

ResourceType type_of(synthetic::EntryType type) {
    using enum synthetic::EntryType;
    switch (type) {
        case diagnosis:
            return ResourceType::condition;
        case observation:
            return ResourceType::observation;
        case procedure:
            return ResourceType::procedure;
        case immunisation:
            return ResourceType::immunization;
        case allergy:
            return ResourceType::allergy_intolerance;
        case referral:
            return ResourceType::service_request;
        case plan:
            return ResourceType::care_plan;
    }
    return ResourceType::observation;
}

// The records of a network, as an import would leave them but for texts that rules do not read.
class NetworkRecords {
public:
    NetworkRecords(const synthetic::NetworkPlan& plan,
                   const synthetic::MedicineCatalogue& medicines) {
        synthetic::PersonHistory history;
        for (const synthetic::PlannedPractice& practice : plan.practices) {
            auto& group = practices_.emplace_back();
            group.ods_code = practice.ods_code;
            for (const std::uint32_t number : practice.people) {
                tell(plan, plan.people[number], medicines, history);
                bytes_.push_back(encode(plan.people[number], history));
                group.people.emplace_back(bytes_.back());
                byte_count_ += bytes_.back().size();
            }
        }
    }

    const std::vector<services::PracticeRecords>& practices() const { return practices_; }
    const ConceptDictionary& concepts() const { return concepts_; }
    const TextPool& texts() const { return texts_; }
    std::size_t people() const { return bytes_.size(); }
    std::size_t byte_count() const { return byte_count_; }

private:
    struct Draft {
        records::Entry entry;
        std::vector<records::Element> elements;
    };

    Draft& draft(ResourceType type, Status status, Date date) {
        Draft& made = drafts_.emplace_back();
        made.entry.type = type;
        made.entry.status = status;
        made.entry.practice = static_cast<records::PracticeIndex>(practices_.size() - 1);
        made.entry.when = PartialDateTime::from_date(date);
        return made;
    }
    void text(Draft& draft, ElementPath path, std::string_view value) {
        draft.elements.push_back({path,
                                  0,
                                  records::ValueKind::text,
                                  {},
                                  0,
                                  0,
                                  static_cast<std::int64_t>(texts_.intern(value))});
    }
    void day(Draft& draft, ElementPath path, Date date) {
        draft.elements.push_back({path,
                                  0,
                                  records::ValueKind::date_time,
                                  {},
                                  0,
                                  0,
                                  PartialDateTime::from_date(date).bits()});
    }

    void draft_person(const synthetic::PlannedPerson& person) {
        Draft& own = draft(ResourceType::patient, Status::none, person.birth);
        text(own, ElementPath::gender, person.male() ? "male" : "female");
        const bool died = person.membership == synthetic::Membership::died;
        if (died) day(own, ElementPath::deceased, person.until);
        const bool gone = died || person.membership == synthetic::Membership::left;
        Draft& registration = draft(ResourceType::episode_of_care,
                                    gone ? Status::finished : Status::active, person.registered);
        if (gone) day(registration, ElementPath::end, person.until);
        text(registration, ElementPath::registration_type,
             person.membership == synthetic::Membership::temporary ? "T" : "R");
    }

    void draft_history(const synthetic::PersonHistory& history) {
        for (const synthetic::CodedEntry& coded : history.coded) {
            const ResourceType type = type_of(coded.code->type);
            Draft& made = draft(type,
                                type == ResourceType::observation ? Status::final_
                                : type == ResourceType::condition ? Status::active
                                                                  : Status::completed,
                                coded.date);
            made.entry.code =
                concepts_.intern({code_system::snomed, coded.code->code, coded.code->term});
            if (!coded.tenths) continue;
            made.entry.value_kind = records::ValueKind::quantity;
            made.entry.value = Decimal::one / 10 * *coded.tenths;
            made.entry.unit = texts_.intern(coded.code->unit);
        }
        for (const synthetic::MedicineEntry& medicine : history.medicines) {
            const bool repeat = medicine.kind == synthetic::MedicineKind::repeat;
            const Status status = !repeat         ? Status::completed
                                  : !medicine.end ? Status::active
                                                  : Status::stopped;
            Draft& made = draft(ResourceType::medication_request, status, medicine.date);
            made.entry.code = concepts_.intern(
                {code_system::dmd, medicine.medicine->code, medicine.medicine->name});
            if (medicine.end) day(made, ElementPath::end, *medicine.end);
            text(made, ElementPath::intent, repeat ? "plan" : "order");
        }
        for (const synthetic::Contact& contact : history.contacts) {
            Draft& made = draft(ResourceType::encounter, Status::finished, contact.date);
            using enum synthetic::ContactClass;
            const std::string_view code = contact.where == inpatient   ? "IMP"
                                          : contact.where == emergency ? "EMER"
                                                                       : "AMB";
            made.elements.push_back({ElementPath::encounter_class,
                                     0,
                                     records::ValueKind::code,
                                     {},
                                     0,
                                     0,
                                     concepts_.intern({act_code, code, ""})});
        }
        for (const synthetic::AppointmentEntry& entry : history.appointments)
            draft(ResourceType::appointment, Status::fulfilled, entry.date);
    }

    std::vector<std::byte> encode(const synthetic::PlannedPerson& person,
                                  const synthetic::PersonHistory& history) {
        drafts_.clear();
        draft_person(person);
        draft_history(history);
        std::vector<records::RecordItem> items;
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            drafts_[i].entry.element_count = static_cast<std::uint16_t>(drafts_[i].elements.size());
            items.push_back({i + 1, &drafts_[i].entry, drafts_[i].elements.data()});
        }
        records::RecordHeader header;
        header.sex = person.sex;
        header.practice = static_cast<records::PracticeIndex>(practices_.size() - 1);
        header.person = bytes_.size() + 1;
        header.birth = PartialDateTime::from_date(person.birth);
        header.deceased = person.membership == synthetic::Membership::died;
        if (header.deceased) header.death = PartialDateTime::from_date(person.until);
        return encode_record(header, items);
    }

    ConceptDictionary concepts_;
    TextPool texts_;
    std::vector<Draft> drafts_;
    std::vector<std::vector<std::byte>> bytes_;
    std::vector<services::PracticeRecords> practices_;
    std::size_t byte_count_ = 0;
};

std::shared_ptr<const services::ContentPack> content() {
    std::vector<services::ContentFile> files;
    for (const auto& entry : fs::recursive_directory_iterator("content")) {
        if (!entry.is_regular_file()) continue;
        auto text = io::read_file(entry.path());
        INVARIANT(text.has_value());
        files.push_back({fs::relative(entry.path(), "content").generic_string(), *text});
    }
    auto pack = services::ContentPack::build(std::move(files));
    if (!pack) std::fprintf(stderr, "%s\n", to_string(pack.error()).c_str());
    INVARIANT(pack.has_value());
    return std::make_shared<const services::ContentPack>(std::move(*pack));
}

void print_counts(const services::EvaluationRun& run, std::size_t people) {
    const auto& definitions = run.plan().definitions();
    for (std::size_t d = 0; d < definitions.size(); ++d) {
        const auto count = run.count(d);
        std::printf("%8zu %6.2f %%  %s\n", count.yes,
                    100.0 * static_cast<double>(count.yes) / static_cast<double>(people),
                    definitions[d].name.c_str());
    }
    for (std::size_t w = 0; w < run.plan().pack().worklists().size(); ++w)
        std::printf("%8zu rows of %s\n", run.rows(w).size(),
                    run.plan().pack().worklists()[w].id.c_str());
    std::printf("%8zu errors\n", run.errors().size());
}

void content_over_45000_people(benchmark::State& state) {
    const auto table = io::read_file("content/concept_maps/medicines.csv");
    INVARIANT(table.has_value());
    const auto medicines = synthetic::MedicineCatalogue::create(*table);
    const Date as_at = *Date::from_ymd(2026, 11, 1);
    const auto plan = synthetic::plan_network({1, 45'000, 8, as_at, 0});
    INVARIANT(medicines.has_value() && plan.has_value());
    const NetworkRecords network(*plan, *medicines);
    const auto rules = services::RulePlan::bind(content(), network.concepts(), network.texts());
    if (!rules) std::fprintf(stderr, "%s\n", to_string(rules.error()).c_str());
    INVARIANT(rules.has_value());
    services::RunRequest request;
    request.as_at = as_at;
    bool counted = std::getenv("OPENPCN_BENCH_COUNTS") == nullptr;
    for (auto unused : state) {
        const auto run = services::EvaluationRun::evaluate(*rules, network.practices(), request);
        INVARIANT(run.errors().empty());
        // The register is met by quota: 14.1 % of the 45,000 on the lists, all ages.
        const auto hypertension = (*rules)->find("Registers.Active hypertension");
        INVARIANT(hypertension && run.count(*hypertension).yes >= 6345);
        if (!counted) print_counts(run, network.people());
        counted = true;
    }
    const auto rounds = static_cast<std::int64_t>(state.iterations());
    state.SetItemsProcessed(rounds * static_cast<std::int64_t>(network.people()));
    state.SetBytesProcessed(rounds * static_cast<std::int64_t>(network.byte_count()));
}

}  // namespace

BENCHMARK(content_over_45000_people)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
