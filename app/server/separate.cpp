// SPDX-License-Identifier: Apache-2.0
// The compiled parts of Asio and Beast, once for all who link this library.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
