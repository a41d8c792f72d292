package dev.crossfade.core.spec;

/** How one target column gets its value. */
public sealed interface ColumnRule {

  /** A CEL expression over the source row's columns. */
  record Expression(String text) implements ColumnRule {}

  /** A source column by its name as stored in the catalog, which need not be an identifier. */
  record SourceColumn(String name) implements ColumnRule {}

  /** Always NULL, said explicitly. */
  record Null() implements ColumnRule {}
}
