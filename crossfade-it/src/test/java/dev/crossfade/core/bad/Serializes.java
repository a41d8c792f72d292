package dev.crossfade.core.bad;

import com.fasterxml.jackson.databind.ObjectMapper;

/** A bad example: a value that knows its JSON. */
final class Serializes {
  ObjectMapper forbidden = new ObjectMapper();
}
