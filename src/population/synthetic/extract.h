// The extract of one practice, in memory, file by file: what `openpcn synth` writes to disk.
//
// The caller takes the finished bytes out of `files()` between two people, so a practice of any
// size needs little memory. One extract per thread; many extracts of one plan may be written at
// once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "population/synthetic/identity.h"
#include "population/synthetic/person_history.h"

namespace openpcn::synthetic {

struct ExtractFile {
    std::string name;   // "patients.csv", "Observation.ndjson"
    std::string bytes;  // finished lines; the caller may write them out and clear this
};

// Which part of a history a practice holds.
enum class Part {
    whole,
    before_move,  // the practice that somebody left for another one of the network
    since_move,   // the new practice: diagnoses of all time came with the record, the rest did not
};

struct PersonAtPractice {
    const PlannedPerson& person;
    Identity identity;
    std::uint64_t local_number = 0;  // the practice's own patient number
    Date registered;
    std::optional<Date> left;
};

// Mistakes as real extracts have them. Each stands on a line of its own, so a reader rejects that
// line, keeps it, and loses nothing else.
enum class Blemish {
    wrong_check_digit,  // a person, no longer registered, whose NHS number cannot be one
    impossible_day,     // an entry of 30 February
    unknown_patient,    // an entry of nobody in this extract
    broken_line,        // too few fields; half a JSON object
};
inline constexpr Blemish all_blemishes[] = {Blemish::wrong_check_digit, Blemish::impossible_day,
                                            Blemish::unknown_patient, Blemish::broken_line};

// Writes one format. Knows nothing of what happened to people, only how lines look.
class ExtractWriter {
public:
    virtual ~ExtractWriter() = default;
    virtual void add(const PersonAtPractice& patient, const PersonHistory& history) = 0;
    // `number` makes its identifiers unique.
    virtual void add_blemish(Blemish blemish, std::uint64_t number) = 0;
    std::vector<ExtractFile>& files() { return files_; }

protected:
    std::vector<ExtractFile> files_;
};

std::unique_ptr<ExtractWriter> csv_extract_writer(const NetworkPlan& plan,
                                                  const PlannedPractice& practice);
std::unique_ptr<ExtractWriter> fhir_extract_writer(const NetworkPlan& plan,
                                                   const PlannedPractice& practice);

PersonHistory part_of(const PersonHistory& history, const PlannedPerson& person, Part part);

// The people of one practice, one after the other.
class PracticeExtract {
public:
    PracticeExtract(const NetworkPlan& plan, std::size_t practice,
                    const MedicineCatalogue& medicines, RecordFormat format);

    // Adds the next person to the files; false when there is none left, and the blemishes, if any
    // were asked for, are written.
    bool add_next();
    std::vector<ExtractFile>& files() { return writer_->files(); }
    std::uint64_t entries() const { return entries_; }  // lines written so far, of all kinds

private:
    void add(const PlannedPerson& person, Part part);
    void blemish();

    const NetworkPlan& plan_;
    const PlannedPractice& practice_;
    const MedicineCatalogue& medicines_;
    std::unique_ptr<ExtractWriter> writer_;
    PersonHistory history_;
    std::size_t next_ = 0;
    bool blemished_ = false;
    std::uint64_t entries_ = 0;
};

}  // namespace openpcn::synthetic
