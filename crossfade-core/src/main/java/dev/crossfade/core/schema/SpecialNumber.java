package dev.crossfade.core.schema;

/** Values of PostgreSQL's {@code numeric} that {@link java.math.BigDecimal} cannot hold. */
public enum SpecialNumber {
  NAN("NaN"),
  INFINITY("Infinity"),
  NEGATIVE_INFINITY("-Infinity");

  private final String text;

  SpecialNumber(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
