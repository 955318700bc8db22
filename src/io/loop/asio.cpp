// Asio's own implementation, compiled once; everybody else sees its declarations only
// (BOOST_ASIO_SEPARATE_COMPILATION).
#include <boost/asio/impl/src.hpp>
