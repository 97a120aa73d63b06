// A generated network, read back from its CSV lines, against the facts of expected_statistics.csv.
#include "population/synthetic/extract.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <unordered_map>

namespace openpcn::synthetic {
namespace {

const std::string folder = std::string(OPENPCN_SOURCE_DIR) + "/src/population/synthetic/";

MedicineCatalogue medicines() {
    std::ifstream file(std::string(OPENPCN_SOURCE_DIR) + "/content/concept_maps/medicines.csv");
    std::stringstream text;
    text << file.rdbuf();
    auto catalogue = MedicineCatalogue::create(text.str());
    EXPECT_TRUE(catalogue) << to_string(catalogue.error());
    return *catalogue;
}

using Fields = std::vector<std::string_view>;

// Splits on commas outside quotes; the fields that this test reads hold no quotes themselves.
void split(std::string_view line, Fields& fields) {
    fields.clear();
    bool quoted = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') quoted = !quoted;
        if (line[i] == ',' && !quoted) {
            fields.push_back(line.substr(start, i - start));
            start = i + 1;
        }
    }
    fields.push_back(line.substr(start));
}

void for_each_line(const std::vector<ExtractFile>& files, std::string_view name,
                   const std::function<void(const Fields&)>& take) {
    const auto file = std::find_if(files.begin(), files.end(),
                                   [&](const ExtractFile& f) { return f.name == name; });
    ASSERT_NE(file, files.end());
    std::string_view rest = file->bytes;
    Fields fields;
    for (bool header = true; !rest.empty(); header = false) {
        const std::size_t end = rest.find('\n');
        split(rest.substr(0, end), fields);
        if (!header) take(fields);
        rest.remove_prefix(end + 1);
    }
}

struct Register {
    std::string_view name;
    int age_min;
    std::vector<std::string_view> diagnoses;
    std::string_view resolved;
};
// As the registers of the clinical reference, section 4.1, ask, with the codes that are generated.
const std::vector<Register>& registers() {
    static const std::vector<Register> all = {
        {"hypertension", 0, {"59621000"}, "162659009"},
        {"diabetes", 17, {"46635009", "44054006"}, "315051004"},
        {"coronary_heart_disease", 0, {"414545008", "194828000", "22298006"}, ""},
        {"stroke_or_tia", 0, {"432504007", "230690007", "266257000"}, ""},
        {"atrial_fibrillation", 0, {"49436004", "282825002"}, "196371000000102"},
        {"heart_failure", 0, {"84114007", "42343007"}, ""},
        {"peripheral_arterial_disease", 0, {"840580004", "63491006"}, ""},
        {"chronic_kidney_disease",
         18,
         {"700378005", "700379002", "431857002", "433146000"},
         "431856006"},
        {"copd", 0, {"13645005"}, ""},
        {"asthma", 0, {"195967001"}, "162660004"},
        {"depression", 18, {"35489007", "191616006"}, "196381000000100"},
        {"severe_mental_illness", 0, {"58214004", "13746004", "69322001"}, ""},
        {"dementia", 0, {"26929004", "429998004", "52448006"}, ""},
        {"epilepsy", 18, {"84757009"}, "162658001"},
        {"learning_disability", 0, {"984661000000105", "984671000000103", "508171000000105"}, ""},
        {"cancer",
         0,
         {"254837009", "363406005", "399068003", "363358000", "118600007", "93655004", "363346000"},
         ""},
        {"rheumatoid_arthritis", 16, {"69896004"}, ""},
        {"osteoporosis", 50, {"64859006"}, ""},
        {"non_diabetic_hyperglycaemia", 18, {"700449008"}, ""},
        {"palliative_care", 0, {"103735009"}, ""},
    };
    return all;
}

// One person on a list, as far as the statistics need them. Dates compare as text.
struct Listed {
    int age = 0;
    std::map<std::string, std::string, std::less<>> latest;  // code -> day
    std::string latest_weight_index, weight_index_day;
    std::set<std::string, std::less<>> substances;  // first words of the products on repeat
};

class Statistics {
public:
    explicit Statistics(Date as_at)
        : as_at_(as_at), year_ago_(as_at.plus_months(-12).to_string()) {}

    void read(const std::vector<ExtractFile>& files) {
        std::unordered_map<std::string, Listed> people;
        for_each_line(files, "registrations.csv", [&](const Fields& f) {
            if (f[2] == "R" && f[4].empty()) people[std::string(f[1])];
        });
        for_each_line(files, "patients.csv", [&](const Fields& f) {
            if (const auto found = people.find(std::string(f[0])); found != people.end())
                found->second.age = completed_years(*Date::parse(f[6]), as_at_);
        });
        const auto person = [&](std::string_view id) -> Listed* {
            const auto found = people.find(std::string(id));
            return found == people.end() ? nullptr : &found->second;
        };
        for_each_line(files, "entries.csv", [&](const Fields& f) {
            EXPECT_LE(f[5], as_at_.to_string()) << "an entry after the day";
            Listed* const who = person(f[1]);
            if (who == nullptr) return;
            if (f[2] == "diagnosis") {
                std::string& day = who->latest[std::string(f[3])];
                day = std::max(day, std::string(f[5]));
            } else if (f[3] == "60621009" && f[5] > who->weight_index_day) {
                who->weight_index_day = f[5];
                who->latest_weight_index = f[6];
            }
        });
        for_each_line(files, "medicines.csv", [&](const Fields& f) {
            Listed* const who = person(f[1]);
            const std::string_view name = f[5].substr(0, f[5].find(' '));
            const bool counted = name != "Levothyroxine" && name != "Ferrous" && name != "Folic";
            if (who != nullptr && f[2] == "repeat" && f[7].empty() && counted)
                who->substances.emplace(name);
        });
        for_each_line(files, "appointments.csv", [&](const Fields& f) {
            if (person(f[1]) == nullptr) return;
            ++appointments_;
            missed_ += f[5] == "noshow";
        });
        for (const auto& [id, who] : people) count(who);
    }

    double value(const std::string& measure) const {
        if (measure == "appointments_per_thousand_per_week")
            return 1000.0 * appointments_ / people_ / 52;
        if (measure == "did_not_attend_percent") return 100.0 * missed_ / appointments_;
        const auto found = shares_.find(measure);
        if (found == shares_.end()) return -1;
        return 100.0 * found->second.first / found->second.second;
    }
    int people() const { return people_; }

private:
    void count(const Listed& who) {
        ++people_;
        for (const AgeBand& band : age_bands())
            share("age_band_percent." + std::string(band.name),
                  who.age >= band.age_min && who.age <= band.age_max);
        for (const Register& row : registers())
            if (who.age >= row.age_min)
                share("register_percent." + std::string(row.name), on_register(who, row));
        if (who.age >= 18) {
            const bool recent = who.weight_index_day > year_ago_;
            share("register_percent.obesity",
                  recent && std::atof(who.latest_weight_index.c_str()) >= 30);
        }
        for (const auto& [low, high] : std::vector<std::pair<int, int>>{{18, 44},
                                                                        {45, 54},
                                                                        {55, 59},
                                                                        {60, 64},
                                                                        {65, 69},
                                                                        {70, 74},
                                                                        {75, 79},
                                                                        {80, 84},
                                                                        {85, 120}}) {
            if (who.age < low || who.age > high) continue;
            const std::string ages = std::to_string(low) + "-" + std::to_string(high);
            share("five_or_more_medicines_percent." + ages, who.substances.size() >= 5);
            share("ten_or_more_medicines_percent." + ages, who.substances.size() >= 10);
        }
    }
    static bool on_register(const Listed& who, const Register& row) {
        std::string diagnosed;
        for (const std::string_view code : row.diagnoses)
            if (const auto found = who.latest.find(code); found != who.latest.end())
                diagnosed = std::max(diagnosed, found->second);
        const auto resolved = who.latest.find(row.resolved);
        return !diagnosed.empty() &&
               (resolved == who.latest.end() || resolved->second <= diagnosed);
    }
    void share(const std::string& measure, bool holds) {
        auto& [those, all] = shares_[measure];
        those += holds;
        all += 1;
    }

    Date as_at_;
    std::string year_ago_;
    std::map<std::string, std::pair<int, int>> shares_;
    int people_ = 0, appointments_ = 0, missed_ = 0;
};

NetworkPlan network(int people, int practices, int blemishes = 0) {
    const auto plan = plan_network({1, people, practices, *Date::from_ymd(2026, 11, 1), blemishes});
    EXPECT_TRUE(plan);
    return *plan;
}

std::vector<ExtractFile> whole_practice(const NetworkPlan& plan, std::size_t practice,
                                        const MedicineCatalogue& catalogue, RecordFormat format) {
    PracticeExtract extract(plan, practice, catalogue, format);
    while (extract.add_next()) {
    }
    return std::move(extract.files());
}

TEST(SyntheticNetwork, OfFiftyThousandShowsTheFactsOfThePopulation) {
    const NetworkPlan plan = network(50'000, 8);
    const MedicineCatalogue catalogue = medicines();
    Statistics statistics(plan.options.as_at);
    for (std::size_t p = 0; p < plan.practices.size(); ++p)
        statistics.read(whole_practice(plan, p, catalogue, RecordFormat::csv));
    EXPECT_EQ(statistics.people(), 50'000);
    std::ifstream facts(folder + "expected_statistics.csv");
    int compared = 0;
    for (std::string line; std::getline(facts, line);) {
        if (line.empty() || line[0] == '#' || line.starts_with("measure,")) continue;
        Fields fields;
        split(line, fields);
        const std::string measure(fields[0]);
        const double expected = std::stod(std::string(fields[1]));
        const double tolerance = std::stod(std::string(fields[2])) / 100;
        EXPECT_NEAR(statistics.value(measure), expected, expected * tolerance) << measure;
        ++compared;
    }
    EXPECT_EQ(compared, 60);
}

TEST(SyntheticNetwork, IsTheSameWhoeverIsGeneratedBefore) {
    const NetworkPlan plan = network(2000, 2);
    const MedicineCatalogue catalogue = medicines();
    PersonHistory alone, after_others;
    for (std::uint32_t i = 0; i < 300; ++i) tell(plan, plan.people[i], catalogue, after_others);
    tell(plan, plan.people[299], catalogue, alone);
    ASSERT_EQ(alone.coded.size(), after_others.coded.size());
    for (std::size_t i = 0; i < alone.coded.size(); ++i) {
        EXPECT_EQ(alone.coded[i].code, after_others.coded[i].code);
        EXPECT_EQ(alone.coded[i].date, after_others.coded[i].date);
        EXPECT_EQ(alone.coded[i].tenths, after_others.coded[i].tenths);
    }
    EXPECT_EQ(alone.medicines.size(), after_others.medicines.size());
    EXPECT_EQ(alone.appointments.size(), after_others.appointments.size());
}

TEST(SyntheticNetwork, DiffersWithTheSeed) {
    const MedicineCatalogue catalogue = medicines();
    NetworkPlan one = network(1000, 2);
    const auto other = plan_network({2, 1000, 2, one.options.as_at, 0});
    ASSERT_TRUE(other);
    const auto first = whole_practice(one, 0, catalogue, RecordFormat::csv);
    const auto second = whole_practice(*other, 0, catalogue, RecordFormat::csv);
    EXPECT_NE(first[3].bytes, second[3].bytes);
    EXPECT_EQ(first[3].bytes, whole_practice(one, 0, catalogue, RecordFormat::csv)[3].bytes);
}

TEST(SyntheticNetwork, GivesBothPracticesOfAMoveTheirPartOfTheRecord) {
    const NetworkPlan plan = network(3000, 2);
    const MedicineCatalogue catalogue = medicines();
    const auto moved = std::find_if(plan.people.begin(), plan.people.end(), [](const auto& person) {
        return person.former_practice && person.medicine_count >= 3;
    });
    ASSERT_NE(moved, plan.people.end());
    PersonHistory history;
    tell(plan, *moved, catalogue, history);
    const PersonHistory before = part_of(history, *moved, Part::before_move);
    const PersonHistory since = part_of(history, *moved, Part::since_move);
    EXPECT_EQ(before.contacts.size() + since.contacts.size(), history.contacts.size());
    for (const MedicineEntry& entry : before.medicines) {
        EXPECT_LE(entry.date, moved->registered);
        if (entry.kind == MedicineKind::repeat) {
            EXPECT_TRUE(entry.end.has_value());
        } else if (entry.kind == MedicineKind::issue) {
            EXPECT_EQ(before.medicines[entry.repeat].medicine, entry.medicine);
        }
    }
    for (const MedicineEntry& entry : since.medicines) EXPECT_GE(entry.date, moved->registered);
}

TEST(SyntheticNetwork, WritesAsManyLinesInFhirAsInCsv) {
    const NetworkPlan plan = network(1000, 2);
    const MedicineCatalogue catalogue = medicines();
    const auto lines = [](const std::vector<ExtractFile>& files) {
        std::ptrdiff_t count = 0;
        for (const ExtractFile& file : files)
            count += std::count(file.bytes.begin(), file.bytes.end(), '\n');
        return count;
    };
    const auto csv = whole_practice(plan, 0, catalogue, RecordFormat::csv);
    const auto fhir = whole_practice(plan, 0, catalogue, RecordFormat::fhir);
    // Seven header lines and the line of extract.csv there; the Organization and the log here.
    EXPECT_EQ(lines(csv) - 8, lines(fhir) - 2);
}

TEST(SyntheticNetwork, HasTheBlemishesAskedForAndNoOthers) {
    const MedicineCatalogue catalogue = medicines();
    const auto clean = whole_practice(network(1000, 2), 1, catalogue, RecordFormat::csv);
    const auto blemished = whole_practice(network(1000, 2, 3), 1, catalogue, RecordFormat::csv);
    const auto lines = [](const ExtractFile& file) {
        return std::count(file.bytes.begin(), file.bytes.end(), '\n');
    };
    EXPECT_EQ(lines(blemished[1]), lines(clean[1]) + 3);
    EXPECT_EQ(lines(blemished[3]), lines(clean[3]) + 9);
    EXPECT_TRUE(blemished[3].bytes.starts_with(clean[3].bytes));
}

TEST(MedicineCatalogue, NamesTheProductThatTheContentLacks) {
    const auto catalogue = MedicineCatalogue::create("system,code,name\nx,1,Nothing\n");
    ASSERT_FALSE(catalogue);
    EXPECT_EQ(catalogue.error().what,
              "The product 703908001 is prescribed to synthetic people but has no name.");
    EXPECT_EQ(catalogue.error().where,
              "In the content's table of medicines, concept_maps/medicines.csv.");
}

}  // namespace
}  // namespace openpcn::synthetic
