// The CSV extract of docs/guides/csv-extract.md.
#include "population/synthetic/extract.h"
#include "population/synthetic/line_text.h"
#include "population/synthetic/words.h"

namespace openpcn::synthetic {

namespace {

std::string_view type_name(EntryType type) {
    switch (type) {
        case EntryType::diagnosis:
            return "diagnosis";
        case EntryType::observation:
            return "observation";
        case EntryType::procedure:
            return "procedure";
        case EntryType::immunisation:
            return "immunisation";
        case EntryType::allergy:
            return "allergy";
        case EntryType::referral:
            return "referral";
        case EntryType::plan:
            return "plan";
    }
    return {};
}

class CsvExtractWriter final : public ExtractWriter {
public:
    CsvExtractWriter(const NetworkPlan& plan, const PlannedPractice& practice) {
        files_ = {{"extract.csv", "format,practice,system,kind,extracted_at\n"},
                  {"patients.csv",
                   "patient_id,nhs_number,family_name,given_names,title,sex,date_of_birth,"
                   "date_of_death,address,postcode,phone,lsoa,imd_decile,ethnicity_code,"
                   "ethnicity_term\n"},
                  {"registrations.csv", "registration_id,patient_id,type,start,end\n"},
                  {"entries.csv", "entry_id,patient_id,type,code,term,date,value,unit\n"},
                  {"medicines.csv",
                   "medicine_id,patient_id,kind,repeat_id,code,term,date,end_date,dosage,"
                   "quantity,quantity_unit,days_supply,status\n"},
                  {"encounters.csv", "encounter_id,patient_id,start,end,class,role\n"},
                  {"appointments.csv",
                   "appointment_id,patient_id,start,minutes,booked_at,status,mode,role\n"}};
        line_ << "openpcn-extract-1," << practice.ods_code << ',';
        line_.field(practice.system) << ",full," << plan.options.as_at << "T06:00:00";
        line_.flush_to(files_[0].bytes);
    }

    void add(const PersonAtPractice& patient, const PersonHistory& history) override {
        patient_ = patient.local_number;
        describe(patient);
        std::uint64_t number = 0;
        for (const CodedEntry& entry : history.coded) coded(entry, ++number);
        for (std::size_t i = 0; i < history.medicines.size(); ++i)
            medicine(history.medicines[i], i);
        number = 0;
        for (const Contact& contact : history.contacts) encounter(contact, ++number);
        number = 0;
        for (const AppointmentEntry& entry : history.appointments) appointment(entry, ++number);
    }

    void add_blemish(Blemish blemish, std::uint64_t number) override {
        switch (blemish) {
            case Blemish::wrong_check_digit:
                line_ << number << ",9990000001,Blemish,Check,,female,1950-01-01,,,,,,,,";
                line_.flush_to(files_[1].bytes);
                line_ << number << "-1," << number << ",R,2019-01-01,2019-06-30";
                return line_.flush_to(files_[2].bytes);
            case Blemish::impossible_day:
                line_ << number << "-1,100001,observation,271649006,Systolic blood pressure,"
                      << "2026-02-30,140,mm[Hg]";
                break;
            case Blemish::unknown_patient:
                line_ << number << "-2,999999999,observation,271649006,Systolic blood pressure,"
                      << "2026-02-03,140,mm[Hg]";
                break;
            case Blemish::broken_line:
                line_ << number << "-3,100001,observation,271649006";
                break;
        }
        line_.flush_to(files_[3].bytes);
    }

private:
    void describe(const PersonAtPractice& patient) {
        const PlannedPerson& person = patient.person;
        const Identity& identity = patient.identity;
        line_ << patient_ << ',' << person.nhs_number << ',';
        line_ << identity.family << ',' << identity.given << ',' << identity.title << ',';
        line_ << (person.male() ? "male" : "female") << ',' << person.birth << ',';
        if (person.membership == Membership::died) line_ << person.until;
        line_ << ',';
        line_.field(identity.address) << ',' << identity.postcode << ',' << identity.phone << ',';
        line_ << identity.small_area << ','
              << static_cast<std::uint64_t>(identity.deprivation_decile);
        line_ << ',';
        if (identity.ethnicity_known) {
            const EthnicGroup& group = ethnic_groups()[person.ethnic_group];
            line_ << group.code << ',';
            line_.field(group.term);
        } else {
            line_ << ',';
        }
        line_.flush_to(files_[1].bytes);
        line_ << patient_ << "-1," << patient_ << ',';
        line_ << (person.membership == Membership::temporary ? 'T' : 'R') << ',';
        line_ << patient.registered << ',';
        if (patient.left) line_ << *patient.left;
        line_.flush_to(files_[2].bytes);
    }

    void coded(const CodedEntry& entry, std::uint64_t number) {
        line_ << patient_ << '-' << number << ',' << patient_ << ',';
        line_ << type_name(entry.code->type) << ',' << entry.code->code << ',';
        line_.field(entry.code->term) << ',' << entry.date << ',';
        if (entry.tenths)
            line_.tenths(*entry.tenths) << ',' << entry.code->unit;
        else
            line_ << ',';
        line_.flush_to(files_[3].bytes);
    }

    void medicine(const MedicineEntry& entry, std::size_t position) {
        const Medicine& medicine = *entry.medicine;
        line_ << patient_ << '-' << position << ',' << patient_ << ',';
        line_ << words_for(entry.kind) << ',';
        if (entry.kind == MedicineKind::issue)
            line_ << patient_ << '-' << std::uint64_t{entry.repeat};
        line_ << ',' << medicine.code << ',';
        line_.field(medicine.name) << ',' << entry.date << ',';
        if (entry.end) line_ << *entry.end;
        line_ << ',';
        if (entry.kind != MedicineKind::issue) line_.field(medicine.dosage);
        line_ << ',' << static_cast<std::uint64_t>(medicine.quantity) << ',' << medicine.unit
              << ',';
        line_ << static_cast<std::uint64_t>(medicine.days_supply) << ',' << status_of(entry);
        line_.flush_to(files_[4].bytes);
    }

    void encounter(const Contact& contact, std::uint64_t number) {
        line_ << patient_ << '-' << number << ',' << patient_ << ',' << contact.date << 'T';
        line_.clock(contact.minute_of_day) << ',' << end_day(contact) << 'T';
        line_.clock(end_minute(contact)) << ',' << words_for(contact.where) << ',';
        line_ << words_for(contact.role);
        line_.flush_to(files_[5].bytes);
    }

    void appointment(const AppointmentEntry& entry, std::uint64_t number) {
        line_ << patient_ << '-' << number << ',' << patient_ << ',' << entry.date << 'T';
        line_.clock(entry.minute_of_day) << ',' << std::uint64_t{entry.minutes} << ',';
        line_ << entry.booked << ',' << words_for(entry.status) << ',';
        line_ << delivery_words(entry.mode) << ',' << words_for(entry.role);
        line_.flush_to(files_[6].bytes);
    }

    LineText line_;
    std::uint64_t patient_ = 0;
};

}  // namespace

std::unique_ptr<ExtractWriter> csv_extract_writer(const NetworkPlan& plan,
                                                  const PlannedPractice& practice) {
    return std::make_unique<CsvExtractWriter>(plan, practice);
}

}  // namespace openpcn::synthetic
