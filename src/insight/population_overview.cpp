#include "insight/population_overview.h"

namespace openpcn::insight {

namespace {

using records::ElementPath;
using records::PatientRecord;
using records::ResourceType;
using records::Sex;

// Whoever the pack says is registered and alive.
constexpr const char* on_the_list = "Population.On the list";

void count_sex(AgeBandCount& band, Sex sex) {
    if (sex == Sex::female) {
        ++band.female;
    } else if (sex == Sex::male) {
        ++band.male;
    } else {
        ++band.other;
    }
}

void count_deprivation(PracticeOverview& overview, const PatientRecord& record) {
    const auto patients = record.entries(ResourceType::patient);
    const records::Element* decile =
        patients.empty() ? nullptr : record.find(patients[0], ElementPath::deprivation_decile);
    if (decile && decile->value >= 1 && decile->value <= 10) {
        ++overview.deprivation_fifths[static_cast<std::size_t>((decile->value - 1) / 2)];
    } else {
        ++overview.deprivation_unknown;
    }
}

Result<std::size_t> index_of(const services::EvaluationRun& run, const std::string& name) {
    const auto found = run.plan().find(name);
    if (!found)
        return failure({ErrorKind::not_found, "There is no definition \"" + name + "\".",
                        "In the figures that the population is compared with.",
                        "Name a boolean definition of the content pack."});
    return *found;
}

void add(PracticeOverview& sum, const PracticeOverview& part) {
    sum.registered += part.registered;
    sum.aged_65_and_over += part.aged_65_and_over;
    sum.deprivation_unknown += part.deprivation_unknown;
    for (std::size_t i = 0; i < age_band_count; ++i) {
        sum.age_bands[i].female += part.age_bands[i].female;
        sum.age_bands[i].male += part.age_bands[i].male;
        sum.age_bands[i].other += part.age_bands[i].other;
    }
    for (std::size_t i = 0; i < sum.deprivation_fifths.size(); ++i)
        sum.deprivation_fifths[i] += part.deprivation_fifths[i];
    sum.conditions.resize(std::max(sum.conditions.size(), part.conditions.size()));
    for (std::size_t i = 0; i < part.conditions.size(); ++i) {
        sum.conditions[i].people += part.conditions[i].people;
        sum.conditions[i].denominator += part.conditions[i].denominator;
        sum.conditions[i].expected += part.conditions[i].expected;
    }
}

// One person of the list.
void count_person(PracticeOverview& overview, const PatientRecord& record, Date as_at,
                  const NationalFigures& figures) {
    const int age = record.header().birth.has_value()
                        ? completed_years(record.header().birth.date(), as_at)
                        : 0;
    const std::size_t band = age_band_of(age);
    ++overview.registered;
    if (age >= 65) ++overview.aged_65_and_over;
    count_sex(overview.age_bands[band], record.header().sex);
    count_deprivation(overview, record);
    for (std::size_t c = 0; c < figures.conditions.size(); ++c) {
        if (age >= figures.conditions[c].age_min) ++overview.conditions[c].denominator;
        overview.conditions[c].expected += figures.conditions[c].share_by_band[band];
    }
}

}  // namespace

Result<PopulationOverview> overview_of(const services::EvaluationRun& run,
                                       std::span<const services::PracticeRecords> practices,
                                       const NationalFigures& figures) {
    TRY_ASSIGN(const std::size_t listed, index_of(run, on_the_list));
    std::vector<std::size_t> registers;
    for (const NationalPrevalence& condition : figures.conditions) {
        TRY_ASSIGN(const std::size_t index, index_of(run, condition.definition));
        registers.push_back(index);
    }
    PopulationOverview overview;
    for (std::size_t p = 0; p < practices.size(); ++p) {
        const auto practice = static_cast<records::PracticeIndex>(p);
        PracticeOverview part;
        part.ods_code = practices[p].ods_code;
        part.conditions.resize(registers.size());
        for (std::size_t c = 0; c < registers.size(); ++c)
            part.conditions[c].people = run.count(registers[c], practice).yes;
        for (const PatientRecord& record : practices[p].people) {
            if (run.answer(listed, practice, record.header().person) == services::Answer::yes)
                count_person(part, record, run.as_at(), figures);
        }
        overview.practices.push_back(std::move(part));
    }
    overview.network = sum_of(overview.practices);
    return overview;
}

PracticeOverview sum_of(std::span<const PracticeOverview> practices) {
    PracticeOverview sum;
    for (const PracticeOverview& part : practices) add(sum, part);
    return sum;
}

}  // namespace openpcn::insight
