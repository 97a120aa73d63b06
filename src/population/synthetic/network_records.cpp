#include "population/synthetic/network_records.h"

#include "base/decimal.h"
#include "population/records/record_encoder.h"

namespace openpcn::synthetic {

namespace {

using records::ElementPath;
using records::ResourceType;
using records::Status;

constexpr std::string_view act_code = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

ResourceType type_of(EntryType type) {
    using enum EntryType;
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

class RecordDrafter {
public:
    RecordDrafter(ConceptDictionary& concepts, TextPool& texts)
        : concepts_(concepts), texts_(texts) {}

    void practice(std::size_t index) { practice_ = static_cast<records::PracticeIndex>(index); }
    std::vector<std::byte> record(const PlannedPerson& person, const PersonHistory& history) {
        return encode(person, history);
    }

private:
    struct Draft {
        records::Entry entry;
        std::vector<records::Element> elements;
    };

    Draft& draft(ResourceType type, Status status, Date date) {
        Draft& made = drafts_.emplace_back();
        made.entry.type = type;
        made.entry.status = status;
        made.entry.practice = practice_;
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

    void draft_person(const PlannedPerson& person) {
        Draft& own = draft(ResourceType::patient, Status::none, person.birth);
        text(own, ElementPath::gender, person.male() ? "male" : "female");
        const bool died = person.membership == Membership::died;
        if (died) day(own, ElementPath::deceased, person.until);
        const bool gone = died || person.membership == Membership::left;
        Draft& registration = draft(ResourceType::episode_of_care,
                                    gone ? Status::finished : Status::active, person.registered);
        if (gone) day(registration, ElementPath::end, person.until);
        text(registration, ElementPath::registration_type,
             person.membership == Membership::temporary ? "T" : "R");
    }

    void draft_history(const PersonHistory& history) {
        for (const CodedEntry& coded : history.coded) {
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
        for (const MedicineEntry& medicine : history.medicines) {
            const bool repeat = medicine.kind == MedicineKind::repeat;
            const Status status = !repeat         ? Status::completed
                                  : !medicine.end ? Status::active
                                                  : Status::stopped;
            Draft& made = draft(ResourceType::medication_request, status, medicine.date);
            made.entry.code = concepts_.intern(
                {code_system::dmd, medicine.medicine->code, medicine.medicine->name});
            if (medicine.end) day(made, ElementPath::end, *medicine.end);
            text(made, ElementPath::intent, repeat ? "plan" : "order");
        }
        for (const Contact& contact : history.contacts) {
            Draft& made = draft(ResourceType::encounter, Status::finished, contact.date);
            using enum ContactClass;
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
        for (const AppointmentEntry& entry : history.appointments)
            draft(ResourceType::appointment, Status::fulfilled, entry.date);
    }

    std::vector<std::byte> encode(const PlannedPerson& person, const PersonHistory& history) {
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
        header.practice = practice_;
        header.person = ++person_;
        header.birth = PartialDateTime::from_date(person.birth);
        header.deceased = person.membership == Membership::died;
        if (header.deceased) header.death = PartialDateTime::from_date(person.until);
        return encode_record(header, items);
    }

    ConceptDictionary& concepts_;
    TextPool& texts_;
    std::vector<Draft> drafts_;
    records::PracticeIndex practice_ = 0;
    records::PersonId person_ = 0;
};

}  // namespace

NetworkRecords::NetworkRecords(const NetworkPlan& plan, const MedicineCatalogue& medicines) {
    RecordDrafter drafter(concepts_, texts_);
    PersonHistory history;
    for (const PlannedPractice& practice : plan.practices) {
        drafter.practice(practices_.size());
        Practice& group = practices_.emplace_back();
        group.ods_code = practice.ods_code;
        std::vector<std::vector<std::byte>> parts;
        std::size_t size = 0;
        for (const std::uint32_t number : practice.people) {
            tell(plan, plan.people[number], medicines, history);
            parts.push_back(drafter.record(plan.people[number], history));
            size += parts.back().size();
        }
        group.bytes.reserve(size);
        for (const std::vector<std::byte>& part : parts) {
            group.bytes.insert(group.bytes.end(), part.begin(), part.end());
            const std::span<const std::byte> all(group.bytes);
            group.people.emplace_back(all.last(part.size()));
            entry_count_ += group.people.back().entries().size();
        }
        people_ += parts.size();
        byte_count_ += size;
    }
}

}  // namespace openpcn::synthetic
