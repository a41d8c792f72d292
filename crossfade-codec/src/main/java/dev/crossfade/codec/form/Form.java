package dev.crossfade.codec.form;

import java.util.List;
import java.util.Map;

/** What a place of a file may hold. */
public sealed interface Form {

  /** Any text, number or boolean, taken as text. */
  record Text(String what) implements Form {}

  /** Text that matches a pattern. */
  record Named(String what, String pattern) implements Form {}

  /** A whole number within bounds. */
  record Whole(String what, long least, long most) implements Form {}

  /** true or false. */
  record Flag(String what) implements Form {}

  /** One of some words. */
  record Choice(String what, List<String> words) implements Form {}

  /** null. */
  record Nothing(String what) implements Form {}

  /** A list. */
  record Items(String what, Form item) implements Form {}

  /** A map with free keys. */
  record Entries(String what, String keyPattern, Form value) implements Form {}

  /** A map with known keys. */
  record Fields(String what, Map<String, Field> fields) implements Form {}

  /** Alternatives that differ in kind (null, text, list, map). */
  record Either(String what, List<Form> forms) implements Form {}

  /** A known key of a map. */
  record Field(Form form, Presence presence) {}

  /** Whether a key has to be there. */
  enum Presence {
    REQUIRED,
    OPTIONAL
  }

  /** What it is, for messages and for the schema. */
  String what();
}
