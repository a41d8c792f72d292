package dev.crossfade.jdbc.source;

import dev.crossfade.jdbc.source.mysql.MysqlRoom;
import dev.crossfade.jdbc.source.postgres.PostgresRoom;
import dev.crossfade.spi.cutover.HeadRoom;
import dev.crossfade.spi.cutover.RoomReport;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Asks a database what room it has, a source as well as the target. */
public final class Rooms implements HeadRoom {

  private final RoomDialect dialect;
  private final SourceSession session;

  private Rooms(RoomDialect dialect) {
    this.dialect = dialect;
    this.session = new SourceSession(dialect::open, dialect.failures());
  }

  /** Opens it. Nothing is connected before it is used. */
  public static HeadRoom open(SourceSettings settings) {
    return new Rooms(
        settings.engine().mysqlFamily() ? new MysqlRoom(settings) : new PostgresRoom(settings));
  }

  @Override
  public RoomReport look(long mostMegabytes) {
    return session.run(
        "ask what room it has", connection -> dialect.look(connection, mostMegabytes));
  }

  @Override
  public Instant clock() {
    return session.run(
        "ask what time it is",
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(dialect.clock())) {
            row.next();
            return Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS);
          }
        });
  }

  @Override
  public void close() {
    session.close();
  }
}
