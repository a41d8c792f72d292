package dev.crossfade.jdbc.source;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens one connection only: a snapshot ends with its connection, another would be another. */
public final class OpenOnce implements SourceSession.Opener {

  private final SourceSession.Opener opener;
  private boolean opened;

  public OpenOnce(SourceSession.Opener opener) {
    this.opener = opener;
  }

  @Override
  public Connection open() throws SQLException {
    if (opened) {
      throw new SQLException("the pinned snapshot is lost or closed", "08003");
    }
    opened = true;
    return opener.open();
  }
}
