// A TCP socket without encryption, as a Connection. Internal to platform/http.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include "platform/http/connection.h"

namespace openpcn::http {

std::unique_ptr<Connection> plain_connection(boost::asio::ip::tcp::socket socket);

}  // namespace openpcn::http
