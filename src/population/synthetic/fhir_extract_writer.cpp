// FHIR R4 as bulk export lays it out: NDJSON, one file per resource type.
#include "population/synthetic/extract.h"
#include "population/synthetic/line_text.h"
#include "population/synthetic/words.h"

namespace openpcn::synthetic {

namespace {

constexpr std::string_view snomed = "http://snomed.info/sct";
constexpr std::string_view dmd = "https://dmd.nhs.uk";

enum FileIndex : std::size_t {
    organization,
    patient,
    episode_of_care,
    condition,
    observation,
    procedure,
    immunization,
    allergy_intolerance,
    service_request,
    care_plan,
    medication_request,
    encounter,
    appointment,
    export_log
};

// None of the texts written here holds a quote or a backslash; they are the generator's own.
class FhirExtractWriter final : public ExtractWriter {
public:
    FhirExtractWriter(const PlannedPractice& practice, Date as_at) : ods_code_(practice.ods_code) {
        for (const std::string_view type :
             {"Organization", "Patient", "EpisodeOfCare", "Condition", "Observation", "Procedure",
              "Immunization", "AllergyIntolerance", "ServiceRequest", "CarePlan",
              "MedicationRequest", "Encounter", "Appointment"})
            files_.push_back({std::string(type) + ".ndjson", {}});
        // The log that Bulk Data clients keep: it alone says when the export was made.
        files_.push_back({"log.ndjson", {}});
        line_ << R"({"exportId":")" << practice.ods_code
              << R"(","eventId":"status_complete","eventDetail":{"transactionTime":")" << as_at
              << R"(T06:00:00+00:00"}})";
        line_.flush_to(files_[export_log].bytes);
        line_ << R"({"resourceType":"Organization","id":")" << practice.ods_code
              << R"(","identifier":[{"system":"https://fhir.nhs.uk/Id/ods-organization-code",)"
              << R"("value":")" << practice.ods_code << R"("}],"name":")" << practice.name
              << R"("})";
        line_.flush_to(files_[organization].bytes);
    }

    void add(const PersonAtPractice& who, const PersonHistory& history) override {
        patient_ = who.local_number;
        describe(who);
        register_at_practice(who);
        std::uint64_t number = 0;
        for (const CodedEntry& entry : history.coded) coded(entry, ++number);
        for (std::size_t i = 0; i < history.medicines.size(); ++i)
            medicine(history.medicines[i], i);
        number = 0;
        for (const Contact& contact : history.contacts) met(contact, ++number);
        number = 0;
        for (const AppointmentEntry& entry : history.appointments) booked(entry, ++number);
    }

    void add_blemish(Blemish blemish, std::uint64_t number) override {
        patient_ = 100'001;
        switch (blemish) {
            case Blemish::wrong_check_digit:
                line_
                    << R"({"resourceType":"Patient","id":")" << number
                    << R"(","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number",)"
                    << R"("value":"9990000001"}],"name":[{"family":"Blemish","given":["Check"]}],)"
                    << R"("gender":"female","birthDate":"1950-01-01"})";
                line_.flush_to(files_[patient].bytes);
                line_ << R"({"resourceType":"EpisodeOfCare","id":")" << number
                      << R"(-1","status":"finished","patient":{"reference":"Patient/)" << number
                      << R"("},"period":{"start":"2019-01-01","end":"2019-06-30"}})";
                return line_.flush_to(files_[episode_of_care].bytes);
            case Blemish::impossible_day:
                return wrong_observation(number, "2026-02-30");
            case Blemish::unknown_patient:
                patient_ = 999'999'999;
                return wrong_observation(number, "2026-02-03");
            case Blemish::broken_line:
                line_ << R"({"resourceType":"Observation","id":")" << number << R"(-3","status":)";
                return line_.flush_to(files_[observation].bytes);
        }
    }

private:
    void wrong_observation(std::uint64_t number, std::string_view day) {
        begin("Observation", number) << R"(,"status":"final","code":)";
        coding(snomed, "271649006", "Systolic blood pressure");
        subject("subject") << R"(,"effectiveDateTime":")" << day
                           << R"(","valueQuantity":{"value":140,"unit":"mm[Hg]"})";
        end(observation);
    }

    LineText& begin(std::string_view type, std::uint64_t number) {
        return line_ << R"({"resourceType":")" << type << R"(","id":")" << patient_ << '-' << number
                     << '"';
    }
    void coding(std::string_view system, std::string_view code, std::string_view display) {
        line_ << R"({"coding":[{"system":")" << system << R"(","code":")" << code
              << R"(","display":")" << display << R"("}]})";
    }
    LineText& subject(std::string_view name) {
        return line_ << R"(,")" << name << R"(":{"reference":"Patient/)" << patient_ << R"("})";
    }
    void end(FileIndex file) {
        line_ << '}';
        line_.flush_to(files_[file].bytes);
    }

    void describe(const PersonAtPractice& who) {
        const PlannedPerson& person = who.person;
        const Identity& identity = who.identity;
        line_ << R"({"resourceType":"Patient","id":")" << patient_ << R"(","extension":[)";
        if (identity.ethnicity_known) {
            const EthnicGroup& group = ethnic_groups()[person.ethnic_group];
            line_ << R"({"url":"https://fhir.hl7.org.uk/StructureDefinition/)"
                  << R"(Extension-UKCore-EthnicCategory","valueCodeableConcept":)";
            coding(snomed, group.code, group.term);
            line_ << "},";
        }
        line_ << R"({"url":"https://openpcn.org/fhir/small-area",)"
              << R"("valueString":")" << identity.small_area
              << R"("},{"url":"https://openpcn.org/fhir/deprivation-decile",)"
              << R"("valueInteger":)" << static_cast<std::uint64_t>(identity.deprivation_decile)
              << R"(}],"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":")"
              << person.nhs_number << R"("}],"name":[{"use":"official","family":")"
              << identity.family << R"(","given":[")";
        for (const char c : identity.given) {
            if (c == ' ')
                line_ << R"(",")";
            else
                line_ << c;
        }
        line_ << R"("],"prefix":[")" << identity.title
              << R"("]}],"telecom":[{"system":"phone","value":")" << identity.phone
              << R"("}],"gender":")" << (person.male() ? "male" : "female") << R"(","birthDate":")"
              << person.birth << '"';
        if (person.membership == Membership::died)
            line_ << R"(,"deceasedDateTime":")" << person.until << '"';
        const std::size_t comma = identity.address.find(", ");
        line_ << R"(,"address":[{"line":[")" << std::string_view(identity.address).substr(0, comma)
              << R"("],"city":")" << std::string_view(identity.address).substr(comma + 2)
              << R"(","postalCode":")" << identity.postcode << R"("}])";
        end(patient);
    }

    void register_at_practice(const PersonAtPractice& who) {
        begin("EpisodeOfCare", 1)
            << R"(,"status":")" << (who.left ? "finished" : "active")
            << R"(","type":[{"coding":[{"system":)"
            << R"("https://openpcn.org/code-system/registration-type","code":")"
            << (who.person.membership == Membership::temporary ? 'T' : 'R') << R"("}]}])";
        subject("patient") << R"(,"managingOrganization":{"reference":"Organization/)" << ods_code_
                           << R"("},"period":{"start":")" << who.registered << '"';
        if (who.left) line_ << R"(,"end":")" << *who.left << '"';
        line_ << '}';
        end(episode_of_care);
    }

    void coded(const CodedEntry& entry, std::uint64_t number) {
        switch (entry.code->type) {
            case EntryType::diagnosis:
                begin("Condition", number)
                    << R"(,"clinicalStatus":{"coding":[{"system":)"
                    << R"("http://terminology.hl7.org/CodeSystem/condition-clinical",)"
                    << R"("code":"active"}]})";
                return finish(entry, condition, "code", "subject", "onsetDateTime");
            case EntryType::observation:
                begin("Observation", number) << R"(,"status":"final")";
                if (entry.tenths) {
                    line_ << R"(,"valueQuantity":{"value":)";
                    line_.tenths(*entry.tenths)
                        << R"(,"unit":")" << entry.code->unit
                        << R"(","system":"http://unitsofmeasure.org","code":")" << entry.code->unit
                        << R"("})";
                }
                return finish(entry, observation, "code", "subject", "effectiveDateTime");
            case EntryType::procedure:
                begin("Procedure", number) << R"(,"status":"completed")";
                return finish(entry, procedure, "code", "subject", "performedDateTime");
            case EntryType::immunisation:
                begin("Immunization", number) << R"(,"status":"completed")";
                return finish(entry, immunization, "vaccineCode", "patient", "occurrenceDateTime");
            case EntryType::allergy:
                begin("AllergyIntolerance", number)
                    << R"(,"clinicalStatus":{"coding":[{"system":)"
                    << R"("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",)"
                    << R"("code":"active"}]})";
                return finish(entry, allergy_intolerance, "code", "patient", "onsetDateTime");
            case EntryType::referral:
                begin("ServiceRequest", number) << R"(,"status":"active","intent":"order")";
                return finish(entry, service_request, "code", "subject", "authoredOn");
            case EntryType::plan:
                return plan(entry, number);
        }
    }

    void finish(const CodedEntry& entry, FileIndex file, std::string_view code_name,
                std::string_view subject_name, std::string_view date_name) {
        line_ << R"(,")" << code_name << R"(":)";
        coding(snomed, entry.code->code, entry.code->term);
        subject(subject_name) << R"(,")" << date_name << R"(":")" << entry.date << '"';
        end(file);
    }

    void plan(const CodedEntry& entry, std::uint64_t number) {
        begin("CarePlan", number) << R"(,"status":"active","intent":"plan","category":[)";
        coding(snomed, entry.code->code, entry.code->term);
        line_ << ']';
        subject("subject") << R"(,"period":{"start":")" << entry.date << R"("})";
        end(care_plan);
    }

    void medicine(const MedicineEntry& entry, std::size_t position) {
        const Medicine& medicine = *entry.medicine;
        const bool repeat = entry.kind == MedicineKind::repeat;
        const bool acute = entry.kind == MedicineKind::acute;
        begin("MedicationRequest", position)
            << R"(,"status":")" << status_of(entry) << R"(","intent":")"
            << (repeat ? "plan" : "order") << R"(","medicationCodeableConcept":)";
        coding(dmd, medicine.code, medicine.name);
        subject("subject") << R"(,"authoredOn":")" << entry.date << '"';
        if (entry.kind == MedicineKind::issue)
            line_ << R"(,"basedOn":[{"reference":"MedicationRequest/)" << patient_ << '-'
                  << std::uint64_t{entry.repeat} << R"("}])";
        if (repeat || acute)
            line_ << R"(,"courseOfTherapyType":{"text":")" << (repeat ? "repeat" : "acute")
                  << R"("},"dosageInstruction":[{"text":")" << medicine.dosage << R"("}])";
        line_ << R"(,"dispenseRequest":{)";
        if (entry.end)
            line_ << R"("validityPeriod":{"start":")" << entry.date << R"(","end":")" << *entry.end
                  << R"("},)";
        line_ << R"("quantity":{"value":)" << static_cast<std::uint64_t>(medicine.quantity)
              << R"(,"unit":")" << medicine.unit << R"("},"expectedSupplyDuration":{"value":)"
              << static_cast<std::uint64_t>(medicine.days_supply)
              << R"(,"unit":"day","system":"http://unitsofmeasure.org","code":"d"}})";
        end(medication_request);
    }

    void met(const Contact& contact, std::uint64_t number) {
        begin("Encounter", number)
            << R"(,"status":"finished","class":{"system":)"
            << R"("http://terminology.hl7.org/CodeSystem/v3-ActCode","code":")"
            << act_code(contact.where) << R"("})";
        subject("subject") << R"(,"participant":[{"type":[{"text":")" << words_for(contact.role)
                           << R"("}]}],"period":{"start":")" << contact.date << 'T';
        line_.clock(contact.minute_of_day) << R"(+00:00","end":")" << end_day(contact) << 'T';
        line_.clock(end_minute(contact)) << R"(+00:00"})";
        end(encounter);
    }

    static std::string_view act_code(ContactClass where) {
        switch (where) {
            case ContactClass::surgery:
                return "AMB";
            case ContactClass::telephone:
            case ContactClass::video:
                return "VR";
            case ContactClass::home:
                return "HH";
            case ContactClass::emergency:
                return "EMER";
            case ContactClass::inpatient:
                return "IMP";
        }
        return {};
    }

    void booked(const AppointmentEntry& entry, std::uint64_t number) {
        begin("Appointment", number)
            << R"(,"extension":[{"url":"https://fhir.hl7.org.uk/)"
            << R"(StructureDefinition/Extension-UKCore-DeliveryChannel",)"
            << R"("valueCode":")" << delivery_words(entry.mode) << R"("}],"status":")"
            << words_for(entry.status) << R"(","start":")" << entry.date << 'T';
        line_.clock(entry.minute_of_day)
            << R"(+00:00","minutesDuration":)" << std::uint64_t{entry.minutes} << R"(,"created":")"
            << entry.booked << R"(","participant":[{"actor":{"reference":"Patient/)" << patient_
            << R"("},"status":"accepted"}])";
        end(appointment);
    }

    std::string ods_code_;
    LineText line_;
    std::uint64_t patient_ = 0;
};

}  // namespace

std::unique_ptr<ExtractWriter> fhir_extract_writer(const NetworkPlan& plan,
                                                   const PlannedPractice& practice) {
    return std::make_unique<FhirExtractWriter>(practice, plan.options.as_at);
}

}  // namespace openpcn::synthetic
