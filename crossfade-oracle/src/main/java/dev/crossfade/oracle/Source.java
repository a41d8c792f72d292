package dev.crossfade.oracle;

import java.util.Locale;

/** The two live systems of the demo. */
public enum Source {
  /** PostgreSQL. */
  CRM,
  /** MariaDB. */
  ADS;

  /** As journals and reports spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
