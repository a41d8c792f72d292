package dev.crossfade.core.check;

import java.util.Locale;

/** What a check looks at. */
public enum CheckKind {
  /** Production's columns, types and nullability are those of the plan. */
  SCHEMA("production has the columns, types and nullability of the plan"),
  /** As many rows as expected, and none of them twice. */
  COUNTS("production holds as many rows as the sources give"),
  /** Row by row what the mapping makes of the sources. */
  CHECKSUMS("every row is as its mapping makes it"),
  /** No column is NULL more or less often than expected. */
  NULLS("every column is NULL as often as expected"),
  /** Values are spread as expected. */
  DISTRIBUTIONS("the values of every column are spread as expected"),
  /** Keys and what else has to be unique are. */
  KEYS("what has to be unique is"),
  /** Rows that are referred to exist. */
  REFERENCES("rows that are referred to exist"),
  /** Production is as new as the sources. */
  FRESHNESS("changes of the sources arrive in time"),
  /** A business figure is the same on both sides. */
  METRIC("a business figure is the same on both sides"),
  /** A query of the user's own. */
  SQL("a query answers as it should"),
  /** A test of a mapping. */
  TEST("a mapping makes of a row what it should"),
  /** The report on all others. */
  REPORT("everything is looked at and reported");

  private final String sentence;

  CheckKind(String sentence) {
    this.sentence = sentence;
  }

  /** As it is written in the names of nodes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it asserts, for people. */
  public String sentence() {
    return sentence;
  }
}
