#include "population/synthetic/extract.h"

#include <algorithm>
#include <utility>

namespace openpcn::synthetic {

namespace {

bool holds(Part part, Date date, Date moved) {
    return part == Part::before_move ? date < moved : date >= moved;
}

void copy_medicines(const PersonHistory& history, Date moved, Part part, PersonHistory& copy) {
    std::vector<std::optional<std::uint32_t>> position(history.medicines.size());
    for (std::size_t i = 0; i < history.medicines.size(); ++i) {
        MedicineEntry entry = history.medicines[i];
        if (entry.kind == MedicineKind::repeat) {
            // Running repeats are stopped by the one practice and begun again by the other.
            const bool ended_before = entry.end && *entry.end < moved;
            if (part == Part::before_move) {
                if (entry.date >= moved) continue;
                if (!ended_before) entry.end = moved;
            } else {
                if (ended_before) continue;
                entry.date = std::max(entry.date, moved);
            }
            position[i] = static_cast<std::uint32_t>(copy.medicines.size());
        } else {
            if (!holds(part, entry.date, moved)) continue;
            if (entry.kind == MedicineKind::issue) {
                if (!position[entry.repeat]) continue;
                entry.repeat = *position[entry.repeat];
            }
        }
        copy.medicines.push_back(entry);
    }
}

}  // namespace

PersonHistory part_of(const PersonHistory& history, const PlannedPerson& person, Part part) {
    if (part == Part::whole) return history;
    const Date moved = person.registered;
    PersonHistory copy;
    for (const CodedEntry& entry : history.coded) {
        const bool comes_along =
            part == Part::since_move && entry.code->type == EntryType::diagnosis;
        if (comes_along || holds(part, entry.date, moved)) copy.coded.push_back(entry);
    }
    copy_medicines(history, moved, part, copy);
    for (const Contact& contact : history.contacts)
        if (holds(part, contact.date, moved)) copy.contacts.push_back(contact);
    for (const AppointmentEntry& entry : history.appointments)
        if (holds(part, entry.date, moved)) copy.appointments.push_back(entry);
    return copy;
}

PracticeExtract::PracticeExtract(const NetworkPlan& plan, std::size_t practice,
                                 const MedicineCatalogue& medicines, RecordFormat format)
    : plan_(plan),
      practice_(plan.practices[practice]),
      medicines_(medicines),
      writer_(format == RecordFormat::csv ? csv_extract_writer(plan, practice_)
                                          : fhir_extract_writer(plan, practice_)) {}

bool PracticeExtract::add_next() {
    const std::size_t own = practice_.people.size();
    if (next_ >= own + practice_.moved_on.size()) {
        blemish();
        return false;
    }
    const bool moved_on = next_ >= own;
    const PlannedPerson& person =
        plan_.people[moved_on ? practice_.moved_on[next_ - own] : practice_.people[next_]];
    add(person, moved_on                 ? Part::before_move
                : person.former_practice ? Part::since_move
                                         : Part::whole);
    ++next_;
    return true;
}

void PracticeExtract::blemish() {
    if (std::exchange(blemished_, true)) return;
    for (int i = 0; i < plan_.options.blemishes; ++i)
        for (const Blemish blemish : all_blemishes)
            writer_->add_blemish(blemish, 900'001 + static_cast<std::uint64_t>(i));
}

void PracticeExtract::add(const PlannedPerson& person, Part part) {
    tell(plan_, person, medicines_, history_);
    PersonAtPractice patient{person, identity_of(plan_, person), 100'001 + next_, person.registered,
                             std::nullopt};
    if (part == Part::before_move) {
        Draws draws(plan_.options.seed, person.number, Stream::moves);
        const Date earlier = person.registered.plus_days(-draws.between(200, 5000));
        patient.registered = std::max(earlier, person.birth);
        patient.left = person.registered;
    } else if (person.membership == Membership::left || person.membership == Membership::died) {
        patient.left = person.until;
    }
    if (part == Part::whole) {
        writer_->add(patient, history_);
        entries_ += history_.coded.size() + history_.medicines.size() + history_.contacts.size() +
                    history_.appointments.size() + 1;
        return;
    }
    const PersonHistory held = part_of(history_, person, part);
    entries_ += held.coded.size() + held.medicines.size() + held.contacts.size() +
                held.appointments.size() + 1;
    writer_->add(patient, held);
}

}  // namespace openpcn::synthetic
