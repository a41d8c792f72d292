package dev.crossfade.jdbc.target;

import dev.crossfade.spi.target.DrainSession;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.Publisher;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Moves entities to production; every session has a connection of its own. */
final class PostgresPublisher implements Publisher, AutoCloseable {

  private static final String DOING = "beginning to publish";

  private final Database database;
  private final Entities entities;
  private final EpochFence fence;
  private final Idle<ApplyConnection> idle = new Idle<>(ApplyConnection::connection);

  PostgresPublisher(Database database, Entities entities, EpochFence fence) {
    this.database = database;
    this.entities = entities;
    this.fence = fence;
  }

  @Override
  public long held(String entity) {
    return database.transaction(
        "counting held changes",
        c -> Sql.number(c, "SELECT count(*) FROM " + entities.named(entity).changes()));
  }

  @Override
  public DrainSession drain() {
    ApplyConnection apply = open();
    try {
      fence.hold(apply.connection());
      return new DrainWork(apply, Loads.next(apply.connection()), idle);
    } catch (SQLException e) {
      apply.close();
      throw Failures.of("beginning to drain", e);
    } catch (RuntimeException e) {
      apply.close();
      throw e;
    }
  }

  @Override
  public void ready(String entity) {
    new Completion(database, entities, fence).ready(entity);
  }

  @Override
  public PublishSession publish(List<String> names) {
    ApplyConnection apply = open();
    try {
      return publish(apply, names);
    } catch (SQLException e) {
      apply.close();
      throw Failures.of(DOING, e);
    } catch (RuntimeException e) {
      apply.close();
      throw e;
    }
  }

  private PublishSession publish(ApplyConnection apply, List<String> names) throws SQLException {
    Connection connection = apply.connection();
    Sql.execute(connection, "SET LOCAL lock_timeout = '500ms'");
    long next = fence.holdAlone(connection).number() + 1;
    for (String name : names) {
      EntityRow.lock(connection, database.settings().migration(), name);
    }
    DrainWork drain = new DrainWork(apply, Loads.next(connection), idle);
    return new PublishWork(apply, drain, names, next);
  }

  private ApplyConnection open() {
    ApplyConnection kept = idle.take();
    if (kept != null) {
      return kept;
    }
    try {
      Connection connection = database.open(Purpose.PUBLISH, "");
      return new ApplyConnection(connection, database.settings(), entities, fence);
    } catch (SQLException e) {
      throw Failures.of(DOING, e);
    }
  }

  @Override
  public void close() {
    idle.close();
  }
}
