package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.WorkOffer;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The offer of a migration's owner, in its release row. */
final class Offers implements WorkOffer {

  private final Database database;
  private final EpochFence fence;
  private final String migration;

  Offers(Database database, EpochFence fence) {
    this.database = database;
    this.fence = fence;
    this.migration = database.settings().migration();
  }

  /**
   * What stands in the row.
   *
   * @param mappings null when nothing is offered
   */
  record Offer(long epoch, long number, @Nullable String mappings) {
    static final Offer NONE = new Offer(0, 0, null);
  }

  @Override
  public void make(String mappings) {
    new Fencing(database, fence).offer(mappings);
  }

  @Override
  public void withdraw() {
    new Fencing(database, fence).withdraw();
  }

  @Override
  public boolean accept(String journal, String mappings) {
    return database.ask(
        "accepting work",
        false,
        c -> {
          Offer offer = Migrator.current(c) ? read(c, migration) : Offer.NONE;
          if (!mappings.equals(offer.mappings())) {
            return false;
          }
          mustBelong(c, migration, journal);
          fence.accepted(offer.epoch(), offer.number());
          return true;
        });
  }

  @Override
  public boolean stands() {
    return database.ask("reading the epoch", false, c -> Migrator.current(c) && fence.stands(c));
  }

  static Offer read(Connection connection, String migration) throws SQLException {
    return Sql.find(
            connection,
            "SELECT epoch, offered, offer FROM crossfade.release WHERE migration = ?",
            row -> new Offer(row.getLong(1), row.getLong(2), row.getString(3)),
            migration)
        .orElse(Offer.NONE);
  }

  static void store(Connection connection, String migration, @Nullable String mappings)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE crossfade.release SET offer = ?, offered = offered + 1 WHERE migration = ?",
        mappings,
        migration);
  }

  /** Two journals would decide about the same data. */
  static void mustBelong(Connection connection, String migration, String journal)
      throws SQLException {
    boolean ours =
        Sql.holds(
            connection,
            "SELECT EXISTS (SELECT FROM crossfade.fact WHERE migration = ? AND name = ?"
                + " AND value = ?)",
            migration,
            ProgressStore.JOURNAL,
            journal);
    if (!ours) {
      throw Problem.of(
              TargetProblem.JOURNAL_ELSEWHERE,
              "Migration " + migration + " is moved on by the journal of another control store",
              "It was begun there, and two journals would decide about the same data",
              "Go on where it was begun, or begin anew in an empty target")
          .raise();
    }
  }
}
