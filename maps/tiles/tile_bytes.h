// SPDX-License-Identifier: Apache-2.0
// A tile as bytes, our own format, version 1. Everything is a varint (Protobuf's: seven bits a byte, the lowest first);
// signed numbers are zigzag; points are differences to the point before, the first to the corner. In order:
//
//   areas   count, each: id, kind·2 + whole, rings, each: points, each: x, y
//   lines   count, each: id, kind·4 + tunnel·2 + whole, points, each: x, y
//   roads   count, each: id, class·2 + whole, layer + 128, flags, points, each: x, y
//   streets count, each: id, class, name (length, UTF-8), points, each: x, y
//   places  count, each: kind, name, x, y
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "maps/tiles/vector_tile.h"

namespace pizza::maps {

std::string tile_bytes(const VectorTile& tile);
// Nothing for bytes that are no tile: cut short, with unknown kinds, or counts beyond what the bytes can hold.
std::optional<VectorTile> tile_from_bytes(TileId id, std::string_view bytes);

// The same as compact JSON for a web page: {"level","x","y","extent", "areas":[[kind,[[x,y,dx,dy,…],…]],…],
// "lines":[[kind,tunnel,[…]],…], "roads":[[class,layer,flags,[…]],…], "streets":[[name,class,[…]],…],
// "places":[[name,kind,x,y],…]}; kinds and classes by name.
std::string tile_json(const VectorTile& tile);

}  // namespace pizza::maps
