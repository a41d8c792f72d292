package dev.crossfade.server.api.listing;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A field of an item, and of what is in it.
 *
 * @param path names from the outermost to the innermost
 */
record Field(List<String> path) {

  Field {
    path = List.copyOf(path);
  }

  static Field of(String text) {
    return new Field(List.of(text.split("\\.")));
  }

  JsonNode of(JsonNode item) {
    JsonNode value = item;
    for (String name : path) {
      value = value.path(name);
    }
    return value;
  }
}
