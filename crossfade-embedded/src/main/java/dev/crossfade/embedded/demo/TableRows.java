package dev.crossfade.embedded.demo;

/** The rows of one table, each a function of its number. Not thread-safe: one per thread. */
interface TableRows {

  /** Table and column list as {@code COPY} and {@code LOAD DATA} want them. */
  String table();

  String columns();

  /** Rows in all. */
  long count();

  /** Appends row {@code number}, counted from 0, and ends it. */
  void write(long number, RowText out);
}
