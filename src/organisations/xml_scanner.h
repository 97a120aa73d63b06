// Walks over XML as the parts of a workbook have it: start tags with attributes, end tags, text.
//
// No validation, namespaces by their prefix only; comments, instructions and document types are
// passed over, entities are the five of XML and character numbers. It never reads outside `text`
// and ends at the first thing that is no XML. Used by one thread.
#pragma once

#include <string>
#include <string_view>

namespace openpcn::organisations {

class XmlScanner {
public:
    enum class Event {
        start,        // <name ...>
        start_empty,  // <name ... />
        end,          // </name>
        text,
        done
    };

    explicit XmlScanner(std::string_view text) : text_(text) {}

    Event next();
    // Of a tag, without its namespace prefix.
    std::string_view name() const { return name_; }
    // Of a start tag, with prefix ("r:id"), entities as they stand; empty where there is none.
    std::string_view attribute(std::string_view name) const;
    // Of a text event, entities as they stand.
    std::string_view text() const { return value_; }

    // `text` with its entities replaced, appended to `out`.
    static void append_decoded(std::string_view text, std::string& out);

private:
    Event tag();

    std::string_view text_;
    std::size_t at_ = 0;
    std::string_view name_;
    std::string_view attributes_;
    std::string_view value_;
};

}  // namespace openpcn::organisations
