package dev.crossfade.core.spec;

import java.util.Locale;

/** The kinds of database a specification can name. */
public enum SystemType {
  POSTGRESQL,
  MARIADB,
  MYSQL;

  /** The spelling in a specification and as the scheme of a URL. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the wire protocol and the catalog are those of the MySQL family. */
  public boolean mysqlFamily() {
    return this != POSTGRESQL;
  }
}
