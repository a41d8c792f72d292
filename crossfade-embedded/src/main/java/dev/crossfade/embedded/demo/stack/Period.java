package dev.crossfade.embedded.demo.stack;

import java.time.LocalDate;

/** Days of a report, both included. */
record Period(LocalDate from, LocalDate to) {

  /** All days the company has figures of. */
  static final Period ALL = new Period(LocalDate.of(2023, 12, 1), LocalDate.of(2029, 12, 31));

  java.sql.Date first() {
    return java.sql.Date.valueOf(from);
  }

  java.sql.Date last() {
    return java.sql.Date.valueOf(to);
  }
}
