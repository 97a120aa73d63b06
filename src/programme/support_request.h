// What a practice or a network asks its commissioner's programme for, and what became of it: given
// to a locality team, answered, closed. A value; its steps are kept in order, so that it can be
// shown as at any day.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "programme/programme_content.h"

namespace openpcn::programme {

enum class SupportState {
    asked,
    assigned,
    answered,
    closed,
    withdrawn
};
std::string_view name_of(SupportState state);

enum class StepKind {
    assign,   // to a team; again to another one
    answer,   // by the programme
    reopen,   // by the asker: it did not help, or there is more to say
    close,    // by either, once it is answered
    withdraw  // by the asker, before it is answered
};
std::string_view name_of(StepKind kind);

enum class Side {
    asker,
    programme  // the commissioner's
};
std::string_view name_of(Side side);

struct SupportStep {
    StepKind kind = StepKind::assign;
    Side side = Side::programme;  // who took it
    Date on;
    std::string by;    // display name
    std::string team;  // id; of assign
    std::string note;  // the answer; why it is open again
};

struct SupportRequest {
    std::string subject;
    std::string topic;  // of the content
    std::string question;
    std::string organisation;  // ODS code of who asks
    std::string network;       // id of the network that it is for; empty: the organisation itself
    Date asked_on;
    std::string asked_by;  // display name
    std::vector<SupportStep> steps;
};

// Without the steps after the day.
SupportRequest as_at(SupportRequest request, Date day);

SupportState state_of(const SupportRequest& request);
std::string team_of(const SupportRequest& request);  // id; "" while none has it
// Days that an answer has been waited for by the day, since it was asked or opened again; 0 where
// nobody waits for one.
std::int64_t waiting_days(const SupportRequest& request, Date day);
// The steps that a side may take next.
std::vector<StepKind> open_steps(const SupportRequest& request, Side side);

// The request with one step more. `forbidden` where the step is the other side's; `conflict` where
// the state does not allow it; `invalid` where a team or note is missing or a day goes back.
Result<SupportRequest> take_step(SupportRequest request, SupportStep step);

// What an asker writes: subject, topic, question and perhaps a network. `invalid` for a topic that
// the content does not name.
Result<SupportRequest> read_question(std::string_view json, const ProgrammeContent& content);
// One step as either side sends it: its kind, team and note.
Result<SupportStep> read_step(std::string_view json);

// The whole, as to_json writes it. `invalid` or as take_step where it is not.
Result<SupportRequest> read_support_request(std::string_view json);
std::string to_json(const SupportRequest& request);

}  // namespace openpcn::programme
