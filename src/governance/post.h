// A post in a network that somebody holds for a time: clinical director, another named lead, or a
// seat for the network in a body of the system. A value.
//
// A clinical director is any practising clinician of the network, elected or appointed; several may
// share the post, and their shares are 100 % on every day (pcn.md sections 1.2 and 2.2).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace openpcn::governance {

enum class PostKind {
    director,
    lead,
    representative
};
std::string_view name_of(PostKind kind);

enum class Method {
    election,
    appointment
};
std::string_view name_of(Method method);

inline constexpr std::string_view director_role = "clinical_director";

struct Post {
    PostKind kind = PostKind::director;
    std::string role;  // id of the content: "clinical_director"; of a seat: the body's name
    std::string person;
    std::string profession;  // id of the content; of a director it is a clinician's
    int share_percent = 100;
    Date from;
    std::optional<Date> to;  // last day
    Method method = Method::appointment;
    std::optional<Date> agreed_on;  // by the members
    std::string note;
    bool withdrawn = false;  // entered by mistake: it never held
    bool holds_on(Date day) const { return !withdrawn && from <= day && (!to || day <= *to); }
};

// `invalid`, naming the member that is missing, wrong or not known.
Result<Post> parse_post(std::string_view json);
std::string to_json(const Post& post);

// The time that a network is there; both days belong to it.
struct NetworkTime {
    Date from;
    std::optional<Date> to;  // none: it goes on
};

// The post as far as the network lasts: nobody holds a post of a network that has ended.
Post within(Post post, const NetworkTime& network);

std::vector<Post> directors_on(std::span<const Post> posts, Date day);

enum class PostWarning {
    gap,          // nobody holds the post
    share,        // the shares are not 100 %
    ends_soon,    // a term ends and nobody follows
    not_clinical  // a director's profession is not a clinician's
};
std::string_view name_of(PostWarning warning);

struct PostFinding {
    PostWarning warning = PostWarning::gap;
    Date from;
    std::optional<Date> to;  // last day of the time it is about; none: it goes on
    std::string what;        // "60 % + 30 % = 90 % from 1 July 2019."
};

inline constexpr int ends_soon_days = 90;

// Of the directors while the network lasts, over the days up to ends_soon_days after `today` (or
// its first day, where that is later). Oldest first; empty where nothing is wrong.
std::vector<PostFinding> check_directors(std::span<const Post> posts, const NetworkTime& network,
                                         Date today, std::span<const std::string> clinicians);

}  // namespace openpcn::governance
